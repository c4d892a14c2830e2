internal import FaguiCorpus

/// What is stored with a source: all that its hits show besides their own text.
struct SourceRecord: Equatable {
    var path: String
    var title: String
    var metadata: [MetadataEntry]
    /// The distinct paths of headings; passages name one by its number.
    var headings: [[String]]
    /// Bytes of the text, as decoded.
    var byteCount: Int
    /// Whether the passages are called by the id of their row.
    var rowID: String?
    /// The folder or file, by its absolute path, that it was found below; empty if it was handed over by a program.
    var root: String

    var encoded: [UInt8] {
        var encoder = RecordEncoder()
        encoder.append(path)
        encoder.append(title)
        encoder.append(byteCount)
        encoder.append(root)
        encoder.append(rowID == nil ? 0 : 1)
        if let rowID { encoder.append(rowID) }
        encoder.append(metadata.count)
        for entry in metadata {
            encoder.append(entry.key)
            encoder.append(entry.value)
        }
        encoder.append(headings.count)
        for path in headings {
            encoder.append(path.count)
            for heading in path { encoder.append(heading) }
        }
        for entry in metadata { encoder.append(entry.origin.number) }
        return encoder.bytes
    }

    init(
        path: String, title: String, metadata: [MetadataEntry], headings: [[String]], byteCount: Int,
        rowID: String? = nil, root: String = ""
    ) {
        self.path = path
        self.title = title
        self.metadata = metadata
        self.headings = headings
        self.byteCount = byteCount
        self.rowID = rowID
        self.root = root
    }

    init(decoding bytes: [UInt8]) throws {
        var decoder = RecordDecoder(bytes)
        path = try decoder.text()
        title = try decoder.text()
        byteCount = try decoder.number()
        root = try decoder.text()
        rowID = try decoder.number() == 0 ? nil : try decoder.text()
        metadata = []
        for _ in 0..<(try decoder.count()) {
            metadata.append(MetadataEntry(key: try decoder.text(), value: try decoder.text()))
        }
        headings = []
        for _ in 0..<(try decoder.count()) {
            var path: [String] = []
            for _ in 0..<(try decoder.count()) { path.append(try decoder.text()) }
            headings.append(path)
        }
        // A record of an older version ends here: what it has was stated, as far as it knew.
        guard decoder.offset < bytes.count else { return }
        for index in metadata.indices {
            metadata[index].origin = MetadataEntry.Origin(number: try decoder.number()) ?? .stated
        }
    }
}

/// What is stored with a passage: its place and its text.
struct PassageRecord: Equatable {
    var locator: String
    /// Which of the source's paths of headings is its.
    var headingsIndex: Int
    /// What it is for in its text.
    var kind: Passage.Kind
    /// The text as it stands in the source, UTF-8.
    var text: [UInt8]

    /// The kind stands above the number of headings, of which no text has so many; 0, as older records have it, is the body.
    private static let kindShift = 28

    static func encode(
        locator: String, headingsIndex: Int, kind: Passage.Kind = .body, text: ArraySlice<UInt8>
    ) -> [UInt8] {
        var encoder = RecordEncoder()
        encoder.append(locator)
        encoder.append(headingsIndex | Int(kind.rawValue) << kindShift)
        encoder.append(raw: text)
        return encoder.bytes
    }

    init(decoding bytes: [UInt8]) throws {
        var decoder = RecordDecoder(bytes)
        locator = try decoder.text()
        let number = try decoder.number()
        headingsIndex = number & (1 << Self.kindShift - 1)
        kind = Passage.Kind(rawValue: UInt8(truncatingIfNeeded: number >> Self.kindShift)) ?? .body
        text = Array(decoder.rest())
    }
}

import FaguiTestSupport

@testable import FaguiIndex

/// A small index of one segment, in which one file after another is replaced under checksums that hold.
struct HostileIndex: Sendable {
    static let template = Result { try HostileIndex() }

    /// 0 words; 1 the same words with positions; 2 the source id, unscored.
    static let schema = Schema(
        fields: [
            FieldSpec(name: "words"), FieldSpec(name: "places", hasPositions: true),
            FieldSpec(name: "id", isScored: false),
        ],
        columns: [
            ColumnSpec(name: "number", kind: .uint32, level: .document),
            ColumnSpec(name: "issuer", kind: .keyword, level: .document),
            ColumnSpec(name: "hash", kind: .int64, level: .source),
        ])

    private let files: [String: [UInt8]]
    private let point: CommitPoint

    private init() throws {
        let directory = MemoryDirectory()
        let writer = try IndexWriter(directory: directory, schema: Self.schema)
        try writer.add(
            Self.batch(
                (0..<40).map { source in
                    (
                        "s\(source)",
                        (0..<source % 5).map {
                            "a b\($0 % 3) " + (source % 7 == 0 ? "a considerable b0 " : "") + "c\(source)"
                        }
                    )
                }))
        try writer.delete(sourceIDs: [Array("s7".utf8)])
        try writer.commit()
        writer.close()
        files = Dictionary(
            uniqueKeysWithValues: try directory.list().compactMap { name in
                directory.content(of: name).map { (name, $0) }
            })
        guard let point = try CommitPoint.read(from: directory) else {
            throw FuzzTarget.Fault(description: "no commit")
        }
        self.point = point
    }

    /// A batch of sources, each with texts of words between spaces.
    static func batch(_ sources: [(id: String, texts: [String])]) throws -> DocumentBatch {
        let batch = DocumentBatch(schema: schema)
        for (id, texts) in sources {
            batch.beginSource(id: Array(id.utf8), stored: Array("of \(id)".utf8), columns: [.int64(Int64(texts.count))])
            for (number, text) in texts.enumerated() {
                Array(text.utf8).withUnsafeBytes {
                    batch.beginDocument(
                        stored: $0, columns: [.uint32(UInt32(number)), .keyword(Array("i\(number % 2)".utf8))])
                }
                let words = text.split(separator: " ").map { Array($0.utf8) }
                try add(words, to: batch, field: 0)
                try add(words, to: batch, field: 1)
                try add([Array(id.utf8)], to: batch, field: 2)
                batch.endDocument()
            }
            batch.endSource()
        }
        return batch
    }

    private static func add(_ terms: [[UInt8]], to batch: DocumentBatch, field: FieldID) throws {
        try batch.add(terms, positions: field == 1 ? (0..<UInt32(terms.count)).map { $0 } : [], to: field)
    }

    /// The index with another body in one of its files.
    ///
    /// - Parameters:
    ///   - part: Which of the parts of a segment, in the order of ``SegmentPart``; behind them the deletions.
    ///   - body: What is between header and footer.
    /// - Returns: The index.
    /// - Throws: Where the index cannot be made.
    func directory(replacing part: Int, by body: UnsafeRawBufferPointer) throws -> MemoryDirectory {
        let directory = MemoryDirectory()
        var point = point
        let kind: FileEnvelope.Kind
        let file: SegmentInfo.File
        if part < SegmentPart.allCases.count {
            let name = SegmentPart.allCases[part].rawValue
            kind = SegmentPart.allCases[part].kind
            file = Self.file(name, length: body.count)
            point.segments[0].files = point.segments[0].files.map { $0.part == name ? file : $0 }
        } else {
            kind = .deletions
            file = Self.file(point.segments[0].deletions?.part ?? "", length: body.count)
            point.segments[0].deletions = file
        }
        let content = Self.envelope(kind, uniqueID: point.segments[0].uniqueID, body)
        let name = point.segments[0].fileName(file)
        for (other, content) in files where other != name { directory.put(content, as: other) }
        directory.put(content, as: name)
        let checksum = UInt32(
            littleEndian: content.withUnsafeBytes {
                $0.loadUnaligned(fromByteOffset: content.count - 8, as: UInt32.self)
            })
        for index in point.segments[0].files.indices where point.segments[0].files[index].part == file.part {
            point.segments[0].files[index].checksum = checksum
        }
        if part >= SegmentPart.allCases.count { point.segments[0].deletions?.checksum = checksum }
        directory.put(
            point.encoded().withUnsafeBytes { Self.envelope(.commitPoint, uniqueID: point.generation, $0) },
            as: CommitPoint.fileName)
        return directory
    }

    /// The bodies of the files, each behind the number that chooses it.
    var seeds: [String: [UInt8]] {
        var seeds: [String: [UInt8]] = [:]
        for (name, content) in files where content.count >= 48 {
            let part = name.split(separator: ".").last.map(String.init) ?? ""
            let body = Array(content[32..<content.count - 16])
            if let number = SegmentPart.allCases.firstIndex(where: { $0.rawValue == part }) {
                seeds[part] = [UInt8(number)] + body
            } else if part.hasPrefix("deletions") {
                seeds["deletions"] = [UInt8(SegmentPart.allCases.count)] + body
            }
        }
        return seeds
    }

    /// The body of the manifest.
    var manifest: [UInt8] { point.encoded() }

    private static func file(_ part: String, length: Int) -> SegmentInfo.File {
        SegmentInfo.File(
            part: part, length: UInt64(length + FileEnvelope.headerLength + FileEnvelope.footerLength), checksum: 0)
    }

    /// A body in an envelope whose checksums hold.
    static func envelope(
        _ kind: FileEnvelope.Kind, uniqueID: UInt64, _ body: UnsafeRawBufferPointer
    ) -> [UInt8] {
        let (header, start) = FileEnvelope.header(kind: kind, uniqueID: uniqueID)
        let length = UInt64(header.count + body.count + FileEnvelope.footerLength)
        return header + body
            + FileEnvelope.footer(length: length, checksum: Checksum.crc32(body, continuing: start))
    }

    /// A file in memory with a body in an envelope.
    static func file(
        _ name: String, _ kind: FileEnvelope.Kind, _ body: UnsafeRawBufferPointer
    ) throws -> EnvelopeFile {
        try EnvelopeFile(FileBytes(name: name, copying: envelope(kind, uniqueID: 1, body)))
    }
}

extension HostileIndex {
    /// The segment as it was written.
    var segment: Result<SegmentReader, any Error> { Self.opened }

    private static let opened = Result {
        let index = try template.get()
        let terms = index.seeds["terms"] ?? []
        let directory = try terms.dropFirst().withUnsafeBytes { try index.directory(replacing: 0, by: $0) }
        return try Snapshot.open(directory).segments[0]
    }
}

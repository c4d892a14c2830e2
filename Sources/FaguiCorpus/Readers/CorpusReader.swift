public import FaguiUnicode

/// Reads source files: bytes -> source texts with their passages.
public struct CorpusReader: Sendable {
    /// How bytes become text.
    public var decoder: TextDecoder
    /// What memory a text may take; of one that takes more nothing is read.
    public var memory = ReadingMemory.unlimited

    /// Says how to read.
    public init(decoder: TextDecoder = .init()) { self.decoder = decoder }

    /// Where a row stands in its file.
    public struct RowPlace: Sendable, Equatable {
        /// From 1.
        public var line: Int
        /// Of its first byte.
        public var byteOffset: Int
    }

    /// What reading a part of a file gave besides its texts.
    public struct Report: Sendable, Equatable {
        /// Ids of an archive, and of files in it, that were left out with a problem, or some of it: of the sources in them not
        /// all are known.
        public var leftOut: [String] = []
        /// What was left out: rows, or files in an archive, each with its reason.
        public var problems: ProblemList = []
        /// Files in an archive that are of other types, by their ending.
        public var otherTypes: [String: Int] = [:]
        /// What was taken with a remark.
        public var warnings: ProblemList = []
        /// Bytes read.
        public var byteCount = 0
    }

    /// What to read one after another, or on several threads, to read a file: parts of about a size if it has many rows
    /// or is an archive.
    ///
    /// Rows of one id in different parts are both read: whoever joins them tells (``repeatedRow(_:in:at:firstLine:)``).
    /// - Parameters:
    ///   - file: The file.
    ///   - size: Bytes.
    /// - Returns: The parts in order, at least one.
    public func parts(of file: SourceFile, size: Int) -> [SourcePart] {
        file.format == .zip
            ? ZipSurvey.parts(of: file, size: size)
            : RowSurvey.parts(of: file, decoder: decoder, size: size, longestRow: memory.largestSource)
    }

    /// Reads one file, or a part of one.
    ///
    /// - Parameters:
    ///   - part: What to read.
    ///   - isUnchanged: Asked with the id of each source, where it stands if it is a row, and its raw bytes (the file's,
    ///     or those of the row's line) before they are parsed; what is unchanged is passed over.
    ///   - body: Receives each source text that is not passed over, before the next is asked about.
    /// - Returns: What else is to be said of the part.
    /// - Throws: ``CorpusError`` where nothing of the part can be read, and what the closures throw.
    public func read(
        _ part: SourcePart, isUnchanged: (String, RowPlace?, UnsafeRawBufferPointer) throws -> Bool,
        body: (SourceText) throws -> Void
    ) throws -> Report {
        var report = Report()
        if part.file.format == .zip {
            do {
                try ZipReader(reader: self, file: part.file)
                    .read(part, into: &report, isUnchanged: isUnchanged, body: body)
            } catch let error as CorpusError where report != Report() {
                // What was read and said before the archive broke off counts.
                report.problems.append(error)
                report.leftOut.append(part.file.id)
            }
            return report
        }
        if let rows = part.rows, rows.isTooLong {
            report.problems.append(tooLong(rows, in: part.file))
            return report
        }
        let source = try SourceBytes(part, largest: part.rows == nil ? memory : .unlimited)
        report.byteCount = source.view.count
        try read(source.view, of: part.file, part.rows, into: &report, isUnchanged: isUnchanged, body: body)
        return report
    }

    /// Reads the bytes of a file, or of some of its rows; see the other.
    func read(
        _ bytes: UnsafeRawBufferPointer, of file: SourceFile, _ rows: SourcePart.Rows? = nil, into report: inout Report,
        isUnchanged: (String, RowPlace?, UnsafeRawBufferPointer) throws -> Bool, body: (SourceText) throws -> Void
    ) throws {
        guard rows != nil || Self.hasText(bytes) else {
            throw CorpusError(.malformed, path: file.path, reason: "the file is empty")
        }
        if file.format == .jsonLines {
            try JSONLinesReader(file: file, decoder: decoder, memory: memory)
                .read(bytes, rows, into: &report, isUnchanged: isUnchanged, body: body)
            return
        }
        if try isUnchanged(file.id, nil, bytes) { return }
        let extracted = try extract(bytes, file)
        try extracted.text.withUnsafeBytes { try memory.check($0, separator: 0x0A, path: file.path) }
        report.warnings += extracted.warnings
        let origin = TextReader.Origin(
            id: file.id, path: file.path, title: extracted.title, fallbackTitle: extracted.fallbackTitle,
            sideFields: file.metadata)
        var warnings: [CorpusError] = []
        let text = TextReader.read(
            extracted.text, origin, isMarkdown: file.format != .plainText, warnings: &warnings)
        report.warnings += warnings
        guard !text.passages.isEmpty else {
            let reason = file.format.isText && file.format != .html ? "no text after the head" : "no text in it"
            throw CorpusError(.malformed, path: file.path, reason: reason)
        }
        try body(text)
    }

    /// The text of a file.
    private func extract(_ bytes: UnsafeRawBufferPointer, _ file: SourceFile) throws -> ExtractedText {
        switch file.format {
        case .html: return try HTMLReader.read(bytes, decoder, path: file.path)
        case .word: return try WordReader.read(bytes, path: file.path, memory: memory)
        case .pdf: return try PDFReader.read(bytes, path: file.path, memory: memory)
        case .plainText, .markdown, .jsonLines, .zip:
            var warnings: [CorpusError] = []
            var text = ExtractedText(text: try Self.decode(bytes, decoder, path: file.path, warnings: &warnings))
            text.warnings = warnings
            return text
        }
    }

    private func tooLong(_ rows: SourcePart.Rows, in file: SourceFile) -> CorpusError {
        let place = "line \(rows.firstLine): a row of "
        let cost = ReadingMemory.cost(bytes: rows.bytes.count, parts: 1)
        var error = memory.fault(path: file.path, bytes: rows.bytes.count, cost: cost)
        error.reason = place + error.reason
        error.kind = .tooLarge
        error.byteOffset = rows.bytes.lowerBound
        error.line = rows.firstLine
        return error
    }

    /// The problem with a row whose id an earlier row of its file has.
    ///
    /// - Parameters:
    ///   - id: The row's source id.
    ///   - file: The file that both stand in.
    ///   - place: Where the row stands.
    ///   - firstLine: Where the first one stands.
    /// - Returns: What to tell.
    public static func repeatedRow(_ id: String, in file: SourceFile, at place: RowPlace, firstLine: Int) -> CorpusError
    {
        let rowID = id.hasPrefix(file.id + "#") ? String(id.dropFirst(file.id.count + 1)) : id
        return CorpusError(
            .malformed, path: file.path,
            reason: "line \(place.line): id \(rowID) stands in line \(firstLine) already",
            byteOffset: place.byteOffset, line: place.line)
    }

    /// Reads a text that is in memory already, as a plain text file would be.
    ///
    /// - Parameters:
    ///   - text: The text; a head is read as in a file.
    ///   - id: Its source id.
    ///   - path: What people are told it is from.
    ///   - title: Its title; if empty, the text's own.
    /// - Returns: The source text; without passages if there is no text.
    public static func read(text: String, id: String, path: String, title: String) -> SourceText {
        var warnings: [CorpusError] = []
        return TextReader.read(
            Array(text.utf8), TextReader.Origin(id: id, path: path, title: title.isEmpty ? nil : title),
            isMarkdown: false, warnings: &warnings)
    }

    /// Decodes bytes, and warns of what was replaced.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, _ decoder: TextDecoder, path: String, warnings: inout [CorpusError]
    ) throws -> [UInt8] {
        let decoded: DecodedText
        do {
            decoded = try decoder.decode(bytes)
        } catch let error as DecodingError {
            throw CorpusError(decoding: error, path: path)
        }
        if decoded.replacementCount > 0 {
            let count = decoded.replacementCount
            warnings.append(
                CorpusError(
                    .decoding, path: path,
                    reason: "\(count) malformed \(count == 1 ? "place" : "places") replaced by U+FFFD"))
        }
        return decoded.text
    }

    /// Whether there is anything but ASCII white space and a BOM.
    private static func hasText(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let hasBOM = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        return bytes[(hasBOM ? 3 : 0)...].contains { $0 > 0x20 || $0 == 0 }
    }
}

extension CorpusError {
    /// What a decoder found, and what to do about it.
    init(decoding error: DecodingError, path: String, base: Int = 0) {
        switch error {
        case .malformed(let encoding, let offset):
            self.init(
                .decoding, path: path,
                reason: "not valid \(encoding.rawValue); name its encoding, or replace what is malformed (--lossy)",
                byteOffset: base + offset)
        case .binary(let offset):
            self.init(
                .decoding, path: path, reason: "a binary file, not text", byteOffset: base + offset)
        case .unknownEncoding(let offset):
            self.init(
                .decoding, path: path,
                reason: "not UTF-8, and no other encoding fits; name its encoding (--encoding)",
                byteOffset: base + offset)
        case .icu(let function, let name):
            self.init(.decoding, path: path, reason: "ICU's \(function) failed: \(name)")
        }
    }
}

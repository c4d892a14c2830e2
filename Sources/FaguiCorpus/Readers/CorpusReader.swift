public import FaguiUnicode

/// Reads source files: bytes -> source texts with their passages.
public struct CorpusReader: Sendable {
    /// How bytes become text.
    public var decoder: TextDecoder

    /// Says how to read.
    public init(decoder: TextDecoder = .init()) { self.decoder = decoder }

    /// What reading one file gave besides its texts.
    public struct Report: Sendable, Equatable {
        /// Ids of all sources that the file holds, in order: read, unchanged, and those left out with a problem.
        public var sourceIDs: [String] = []
        /// What was left out of the file: rows, each with its reason.
        public var problems: [CorpusError] = []
        /// What was taken with a remark.
        public var warnings: [CorpusError] = []
        /// Bytes of the file.
        public var byteCount = 0
    }

    /// Reads one file.
    ///
    /// - Parameters:
    ///   - file: What to read.
    ///   - isUnchanged: Asked with the id and raw bytes of each source (the file, or the line of a row) before they
    ///     are parsed; what is unchanged is passed over.
    ///   - body: Receives each source text that is not passed over, before the next is asked about.
    /// - Returns: What else is to be said of the file.
    /// - Throws: ``CorpusError`` where nothing of the file can be read, and what the closures throw.
    public func read(
        _ file: SourceFile, isUnchanged: (String, UnsafeRawBufferPointer) throws -> Bool,
        body: (SourceText) throws -> Void
    ) throws -> Report {
        let source = try SourceBytes(path: file.path)
        var report = Report()
        report.byteCount = source.bytes.count
        guard Self.hasText(source.bytes) else {
            throw CorpusError(.malformed, path: file.path, reason: "the file is empty")
        }
        if file.format == .jsonLines {
            try JSONLinesReader(file: file, decoder: decoder)
                .read(source.bytes, into: &report, isUnchanged: isUnchanged, body: body)
            return report
        }
        report.sourceIDs = [file.id]
        if try isUnchanged(file.id, source.bytes) { return report }
        let decoded = try Self.decode(source.bytes, decoder, path: file.path, warnings: &report.warnings)
        let text = TextReader.read(
            decoded, TextReader.Origin(id: file.id, path: file.path), isMarkdown: file.format == .markdown,
            warnings: &report.warnings)
        guard !text.passages.isEmpty else {
            throw CorpusError(.malformed, path: file.path, reason: "no text after the head")
        }
        try body(text)
        return report
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

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
    ///   - body: Receives each source text, in order, with the same raw bytes.
    /// - Returns: What else is to be said of the file.
    /// - Throws: ``CorpusError`` where nothing of the file can be read, and what the closures throw.
    public func read(
        _ file: SourceFile, isUnchanged: (String, UnsafeRawBufferPointer) throws -> Bool,
        body: (SourceText, UnsafeRawBufferPointer) throws -> Void
    ) throws -> Report { fatalError("skeleton") }

    /// Reads a text that is in memory already, as a plain text file would be.
    public static func read(text: String, id: String, path: String, title: String) -> SourceText {
        fatalError("skeleton")
    }
}

/// What memory it takes to read and to index a text, and how much it may.
public struct ReadingMemory: Sendable, Equatable {
    /// Bytes that one text may take; `Int.max` for any number.
    public var limit: Int

    /// Any number of bytes.
    public static var unlimited: ReadingMemory { ReadingMemory(limit: Int.max) }

    /// Says how much one text may take.
    public init(limit: Int) { self.limit = limit }

    /// Bytes of memory for a byte of text: its bytes as they were and decoded, its characters with their places, words
    /// and grams, and their occurrences in the batch.
    private static var perByte: Int { 24 }
    /// Bytes of memory for a line, or a value of a row, beside its bytes: each may be a passage, or a field.
    private static var perPart: Int { 400 }
    /// Bytes of memory for a byte of a file, whatever it holds.
    private static var least: Int { 12 }

    /// Bytes of a file, or of a row, beyond which it need not be read to know that it takes too much.
    var largestSource: Int { limit == Int.max ? Int.max : limit / Self.least }

    /// What the parts of a document may unpack to.
    var largestDocument: Int { limit == Int.max ? Int.max : limit / 4 }

    /// Bytes of memory that a text takes, roughly.
    ///
    /// - Parameters:
    ///   - bytes: Its bytes.
    ///   - parts: Its lines, or the values of a row.
    /// - Returns: At most `Int.max`.
    public static func cost(bytes: Int, parts: Int) -> Int {
        let (product, overflows) = bytes.multipliedReportingOverflow(by: perByte)
        return overflows ? Int.max : product.addingReportingOverflow(parts.multipliedReportingOverflow(by: perPart).0).0
    }

    /// Throws if a text takes more than it may.
    ///
    /// - Parameters:
    ///   - text: The text, or a row as it stands in its file.
    ///   - separator: The byte that ends a line, or parts values.
    ///   - path: Of its file.
    /// - Throws: ``CorpusError`` of the kind `needsMemory`.
    func check(_ text: UnsafeRawBufferPointer, separator: UInt8, path: String) throws(CorpusError) {
        guard limit < Int.max else { return }
        var parts = 1
        for byte in text where byte == separator { parts += 1 }
        let cost = Self.cost(bytes: text.count, parts: parts)
        guard cost <= limit else { throw fault(path: path, bytes: text.count, cost: cost) }
    }

    /// Throws if a source takes more than it may, whatever it holds.
    func check(size: Int, path: String) throws(CorpusError) {
        guard size > largestSource else { return }
        throw fault(path: path, bytes: size, cost: Self.cost(bytes: size, parts: 1))
    }

    /// The refusal of a text.
    ///
    /// - Parameters:
    ///   - path: Of its file.
    ///   - bytes: Of the text; nil where that is not known.
    ///   - cost: Bytes of memory that it takes; nil where that is not known.
    /// - Returns: What to tell, with the flag that helps.
    public func fault(path: String, bytes: Int?, cost: Int? = nil) -> CorpusError {
        let what = bytes.map { "\(Self.megabytes($0)) of text" } ?? "it"
        let needed = cost.map { "about \(Self.megabytes($0)) of memory, more" } ?? "more memory"
        return CorpusError(
            .needsMemory, path: path,
            reason:
                "\(what) takes \(needed) than the \(Self.megabytes(limit)) for one text: raise --memory, or divide it"
        )
    }

    private static func megabytes(_ bytes: Int) -> String { "\(bytes / 1_000_000 + 1) MB" }
}

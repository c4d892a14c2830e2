/// Finds the citations in running text.
///
/// With a law: 《X》第三条, 刑法第二百条, 本法第三条; without: 第三条, 第二款, 第（三）项; relative: 前款, 前两条, 本条第二款, 本章.
/// Titles in marks are found without a place too.
public enum CitationScanner {
    /// Scans a text.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8: a passage, whose own heading (第三十二条　…) is no citation.
    ///   - antecedent: The law that was named last before the text: of the paragraph before, in a text without articles.
    /// - Returns: The citations in order; their ranges do not overlap.
    /// - Complexity: Linear.
    public static func scan(_ text: UnsafeBufferPointer<UInt8>, antecedent: String? = nil) -> [Citation] {
        var scan = CitationScan(text: text, antecedent: antecedent)
        scan.run()
        return scan.citations
    }

    /// Scans a string.
    public static func scan(_ string: String) -> [Citation] {
        var string = string
        return string.withUTF8 { scan(UnsafeBufferPointer(rebasing: $0[...])) }
    }
}

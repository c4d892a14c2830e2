/// Finds the citations in running text.
///
/// With a law: 《X》第三条, 刑法第二百条, 本法第三条; without: 第三条, 第二款, 第（三）项; relative: 前款, 前两条, 本条第二款, 本章.
/// Titles in marks are found without a place too.
public enum CitationScanner {
    /// Scans a text.
    ///
    /// - Parameter text: Valid UTF-8: a passage, whose own heading (第三十二条　…) is no citation.
    /// - Returns: The citations in order; their ranges do not overlap.
    /// - Complexity: Linear.
    public static func scan(_ text: UnsafeBufferPointer<UInt8>) -> [Citation] {
        var scan = CitationScan(text: text)
        scan.run()
        return scan.citations
    }

    /// Scans a string.
    public static func scan(_ string: String) -> [Citation] {
        var string = string
        return string.withUTF8 { scan(UnsafeBufferPointer(rebasing: $0[...])) }
    }
}

/// Several values of a row in one keyword, with a line's end between two: the issuers of a joint notice.
///
/// Filters and facets take each value by itself. A keyword without a line's end is a list of one.
package enum KeywordList {
    /// Stands between two values, and in none.
    package static let separator = UInt8(ascii: "\n")

    /// Whether one of the values is as wanted; an empty keyword has none.
    ///
    /// - Throws: What `isWanted` throws.
    package static func contains(
        _ keyword: UnsafeRawBufferPointer, where isWanted: (UnsafeRawBufferPointer) throws -> Bool
    ) rethrows -> Bool {
        var start = 0
        while start < keyword.count {
            let end = keyword[start...].firstIndex(of: separator) ?? keyword.count
            if end > start, try isWanted(UnsafeRawBufferPointer(rebasing: keyword[start..<end])) { return true }
            start = end + 1
        }
        return false
    }
}

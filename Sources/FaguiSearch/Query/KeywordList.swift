/// Several values of a row in one keyword, with a line's end between two: the issuers of a joint notice.
///
/// Filters and facets take each value by itself. A keyword without a line's end is a list of one.
package enum KeywordList {
    /// Stands between two values, and in none.
    package static let separator = UInt8(ascii: "\n")

    /// Values, none of them empty, as one keyword.
    package static func joined(_ values: [[UInt8]]) -> [UInt8] { Array(values.joined(separator: [separator])) }

    /// The values of a keyword, valid as long as its bytes are.
    package static func values(_ keyword: UnsafeRawBufferPointer) -> [Slice<UnsafeRawBufferPointer>] {
        keyword.split(separator: separator)
    }

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

internal import FaguiIndex

/// An order of documents by what their sources have in a column. What has no value there comes last, whichever way the
/// order goes; what has the same value is ordered by score, then by address.
package struct DocumentOrder: Sendable {
    /// Where the values are.
    package enum Values: Sendable {
        /// A column of numbers, by its number in the schema; 0 is no value.
        case numbers(column: Int)
        /// A column of keywords, which are compared by what `key` makes of their bytes; an empty one is no value.
        case keywords(column: Int, key: @Sendable (UnsafeRawBufferPointer) throws -> [UInt8])
    }

    /// What is compared.
    enum Key: Hashable, Sendable {
        case number(UInt32)
        case bytes([UInt8])
    }

    /// Where the values are.
    package var values: Values
    /// Whether the greatest value comes first.
    package var isDescending: Bool

    /// Declares an order.
    package init(_ values: Values, isDescending: Bool = false) {
        self.values = values
        self.isDescending = isDescending
    }

    /// Whether `a` comes before `b`; nil is no value.
    func precedes(_ a: Key?, _ b: Key?) -> Bool {
        switch (a, b) {
        case (nil, _): false
        case (_, nil): true
        case (.number(let a), .number(let b)): isDescending ? a > b : a < b
        case (.bytes(let a), .bytes(let b)):
            isDescending ? b.lexicographicallyPrecedes(a) : a.lexicographicallyPrecedes(b)
        case (.number, .bytes), (.bytes, .number): false
        }
    }

    /// The groups of one segment: sources of one group have the same value.
    func groups(in segment: SegmentReader) throws -> SegmentGroups {
        switch values {
        case .numbers(let column):
            let values = try segment.uint32Values(column)
            return SegmentGroups(segment: segment, count: segment.sourceCount, ordinals: nil) { source in
                let value = source < values.count ? UInt32(littleEndian: values[source]) : 0
                return value == 0 ? nil : .number(value)
            }
        case .keywords(let column, let key):
            let ordinals = try segment.keywordOrdinals(column)
            let count = segment.keywordCount(column)
            return SegmentGroups(segment: segment, count: max(1, count), ordinals: ordinals) { ordinal in
                guard ordinal < count else { return nil }
                let bytes = try segment.keyword(column, ordinal: UInt32(ordinal))
                return bytes.isEmpty ? nil : .bytes(try key(bytes))
            }
        }
    }
}

/// The sources of one segment, grouped by their values in an order.
struct SegmentGroups {
    /// Keeps what `ordinals` points to.
    let segment: SegmentReader
    /// Groups, numbered from 0.
    let count: Int
    /// The group of each source; nil where each source is a group of its own. Empty where there are no values.
    let ordinals: UnsafeBufferPointer<UInt32>?
    /// The value of a group; nil where it has none.
    let key: (Int) throws -> DocumentOrder.Key?

    /// The group of a source; damaged numbers fall into the first.
    func group(of source: Int) -> Int {
        guard let ordinals else { return source }
        guard source < ordinals.count else { return 0 }
        let ordinal = Int(UInt32(littleEndian: ordinals[source]))
        return ordinal < count ? ordinal : 0
    }
}

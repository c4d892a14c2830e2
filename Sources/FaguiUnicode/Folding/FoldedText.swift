/// A text after folding, in buffers that grow and are used again.
///
/// Invariant while a text is folded: behind ``count`` there is room for one unit for each byte of the text that is not
/// folded yet, so that only expansions need a check.
package struct FoldedText {
    /// UTF-16, well-formed.
    package private(set) var units: UnsafeMutablePointer<UInt16>
    /// One a unit; see ``CharacterClass``.
    package private(set) var classes: UnsafeMutablePointer<UInt8>
    /// One a unit: the first byte of the original that it came from. Only where offsets were asked for.
    package private(set) var starts: UnsafeMutablePointer<UInt32>
    /// One a unit: the byte behind the last one that it came from. Only where offsets were asked for.
    package private(set) var ends: UnsafeMutablePointer<UInt32>
    /// Units.
    package internal(set) var count = 0
    private var capacity: Int
    private var offsetCapacity: Int

    /// Units above which room is given back when a much shorter text follows.
    private static var lastingCapacity: Int { 4 << 20 }

    init() {
        capacity = 1024
        offsetCapacity = 0
        units = .allocate(capacity: capacity)
        classes = .allocate(capacity: capacity)
        starts = .allocate(capacity: 1)
        ends = .allocate(capacity: 1)
    }

    func deallocate() {
        units.deallocate()
        classes.deallocate()
        starts.deallocate()
        ends.deallocate()
    }

    /// Empties the text and makes room.
    mutating func begin(unitCount: Int, keepsOffsets: Bool) {
        count = 0
        if max(capacity, offsetCapacity) > Self.lastingCapacity, unitCount < capacity / 8 {
            deallocate()
            self = FoldedText()
        }
        reserve(unitCount, keepsOffsets: keepsOffsets)
    }

    /// Makes room for so many units in all.
    mutating func reserve(_ unitCount: Int, keepsOffsets: Bool) {
        if unitCount > capacity {
            let larger = max(unitCount, capacity + capacity / 2)
            units = Self.grown(units, count: count, to: larger)
            classes = Self.grown(classes, count: count, to: larger)
            capacity = larger
        }
        if keepsOffsets, capacity > offsetCapacity {
            let known = offsetCapacity == 0 ? 0 : count
            starts = Self.grown(starts, count: known, to: capacity)
            ends = Self.grown(ends, count: known, to: capacity)
            offsetCapacity = capacity
        }
    }

    private static func grown<Element: BitwiseCopyable>(
        _ old: UnsafeMutablePointer<Element>, count: Int, to capacity: Int
    ) -> UnsafeMutablePointer<Element> {
        let new = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        new.initialize(from: old, count: count)
        old.deallocate()
        return new
    }
}

/// Where an analyzer gathers terms before they go to a ``TermBuffer`` at once: arrays that grow term by term would cost
/// as much as making the terms.
struct TermList: ~Copyable {
    private(set) var terms: UnsafeMutablePointer<UInt64>
    /// Filled for grams alone.
    private(set) var positions: UnsafeMutablePointer<UInt32>
    /// Filled where offsets are asked for.
    private(set) var starts: UnsafeMutablePointer<UInt32>
    /// Filled where offsets are asked for.
    private(set) var ends: UnsafeMutablePointer<UInt32>
    var count = 0
    private var capacity = 1024

    /// Terms above which room is given back when a much shorter text follows.
    private static var lastingCapacity: Int { 4 << 20 }

    init() {
        terms = .allocate(capacity: capacity)
        positions = .allocate(capacity: capacity)
        starts = .allocate(capacity: capacity)
        ends = .allocate(capacity: capacity)
    }

    deinit {
        terms.deallocate()
        positions.deallocate()
        starts.deallocate()
        ends.deallocate()
    }

    /// Empties the list and makes room.
    mutating func begin(capacity needed: Int) {
        count = 0
        if needed > capacity || capacity > Self.lastingCapacity && needed < capacity / 8 {
            resize(to: max(1024, needed))
        }
    }

    /// Appends a word.
    @inline(__always)
    mutating func append(_ term: PackedTerm, start: UInt32, end: UInt32) {
        if count == capacity { resize(to: capacity * 2) }
        terms[count] = term.rawValue
        starts[count] = start
        ends[count] = end
        count += 1
    }

    @inline(never)
    private mutating func resize(to capacity: Int) {
        Self.resize(&terms, count, capacity)
        Self.resize(&positions, count, capacity)
        Self.resize(&starts, count, capacity)
        Self.resize(&ends, count, capacity)
        self.capacity = capacity
    }

    private static func resize<Element: BitwiseCopyable>(
        _ pointer: inout UnsafeMutablePointer<Element>, _ count: Int, _ capacity: Int
    ) {
        let new = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        new.initialize(from: pointer, count: count)
        pointer.deallocate()
        pointer = new
    }
}

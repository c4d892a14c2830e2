/// A growing run of plain values in memory of its own, for loops that must not pay for reference counts and checks.
///
/// - Invariant: `count <= capacity`; the first `count` values are initialised.
package struct Vector<Element: BitwiseCopyable>: ~Copyable {
    /// The first value; moves when the vector grows.
    package private(set) var base: UnsafeMutablePointer<Element>
    /// Values held.
    package private(set) var count = 0
    private var capacity: Int

    /// Makes room for some values.
    package init(capacity: Int = 0) {
        self.capacity = max(capacity, 16)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// Bytes of memory held.
    package var sizeInBytes: Int { capacity * MemoryLayout<Element>.stride }

    /// The values.
    package var buffer: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

    /// The value at a place that the caller knows to exist.
    @inline(__always)
    package subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        nonmutating set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    /// Makes room for `more` further values.
    @inline(__always)
    package mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let wanted = max(count + more, capacity + capacity / 2)
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: wanted)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = wanted
    }

    /// Adds one value.
    @inline(__always)
    package mutating func append(_ value: Element) {
        reserve(1)
        (base + count).initialize(to: value)
        count += 1
    }

    /// Adds values.
    @inline(__always)
    package mutating func append(_ values: UnsafeBufferPointer<Element>) {
        guard let source = values.baseAddress, values.count > 0 else { return }
        reserve(values.count)
        (base + count).update(from: source, count: values.count)
        count += values.count
    }

    /// Adds `n` values that the caller writes at once through the pointer returned.
    @inline(__always)
    package mutating func extend(by n: Int) -> UnsafeMutablePointer<Element> {
        reserve(n)
        let start = base + count
        count += n
        return start
    }

    /// Takes over values that were written behind the last one, into room that was reserved.
    @inline(__always)
    package mutating func take(upTo n: Int) {
        assert(n >= count && n <= capacity)
        count = n
    }

    /// Adds `n` copies of a value.
    package mutating func append(repeating value: Element, count n: Int) {
        extend(by: n).update(repeating: value, count: n)
    }

    /// Keeps the first `n` values.
    package mutating func truncate(to n: Int) {
        precondition(n <= count)
        count = n
    }

    /// Empties the vector and keeps its room.
    package mutating func removeAll() { count = 0 }

    /// Empties the vector and keeps its room, unless that is for more than `n` values.
    package mutating func removeAll(keeping n: Int) {
        if capacity > n { self = Vector() }
        count = 0
    }
}

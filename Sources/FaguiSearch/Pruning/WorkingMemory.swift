internal import Synchronization

/// Memory that one search takes piece by piece, for all segments or for one, and gives back as a whole.
///
/// - Concurrency: One value belongs to one thread at a time.
final class WorkingMemory {
    /// The first is the one that a reset keeps.
    private var chunks: [UnsafeMutableRawBufferPointer] = []
    private var next = UnsafeMutableRawPointer(bitPattern: 16)
    private var room = 0
    /// Bytes of the chunks that were needed at once.
    private var needed = 0

    /// Bytes that are kept for the next search.
    private static var keptRoom: Int { 4 << 20 }

    init() {}

    deinit { for chunk in chunks { chunk.deallocate() } }

    /// Forgets all that was taken; what was needed is kept in one piece, unless it is unusually large.
    func reset() {
        if let chunk = chunks.first, chunk.count == needed, needed <= Self.keptRoom {
            next = chunk.baseAddress
            room = chunk.count
        } else if needed > 0 {
            for chunk in chunks { chunk.deallocate() }
            chunks.removeAll()
            next = UnsafeMutableRawPointer(bitPattern: 16)
            room = 0
            let wanted = needed
            needed = 0
            if wanted <= Self.keptRoom { grow(wanted) }
        }
    }

    /// Forgets at the end what `body` took.
    func withPart<T>(_ body: () throws -> T) rethrows -> T {
        let (next, room, count) = (next, room, chunks.count)
        defer {
            if chunks.count > count {
                for chunk in chunks[count...] { chunk.deallocate() }
                chunks.removeLast(chunks.count - count)
            }
            self.next = next
            self.room = room
        }
        return try body()
    }

    /// Room for `count` values that the caller writes before reading; at least one, so that there is an address.
    @inline(__always)
    func take<T: BitwiseCopyable>(_: T.Type, count: Int) -> UnsafeMutablePointer<T> {
        let bytes = (max(1, count) * MemoryLayout<T>.stride + 15) & ~15
        if bytes > room { grow(bytes) }
        let start = next.unsafelyUnwrapped
        next = start + bytes
        room -= bytes
        return start.bindMemory(to: T.self, capacity: max(1, count))
    }

    /// Room for values that are not plain numbers; whoever takes it initialises it, and has nothing to undo.
    func takeRaw<T>(_: T.Type, count: Int) -> UnsafeMutablePointer<T> {
        let stride = MemoryLayout<T>.stride
        return UnsafeMutableRawPointer(take(UInt64.self, count: (max(1, count) * stride + 7) / 8))
            .bindMemory(to: T.self, capacity: max(1, count))
    }

    /// The same, filled.
    @inline(__always)
    func take<T: BitwiseCopyable>(count: Int, filledWith value: T) -> UnsafeMutablePointer<T> {
        let start = take(T.self, count: count)
        start.update(repeating: value, count: count)
        return start
    }

    @inline(never)
    private func grow(_ bytes: Int) {
        room = max(bytes, 1 << 16)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
        chunks.append(chunk)
        needed = max(needed, chunks.reduce(0) { $0 + $1.count })
        next = chunk.baseAddress
    }
}

/// Working memory that searches hand on to one another.
final class WorkingMemoryPool: Sendable {
    /// More than the cores of most machines; what is beyond is given back to the system.
    private static var capacity: Int { 64 }
    private let free = Mutex<Free>(Free())

    /// - Invariant: A value is either here or with one search, never both.
    private struct Free: @unchecked Sendable {
        var memories: [WorkingMemory] = []
    }

    /// Lends working memory to `body`.
    func withMemory<T>(_ body: (WorkingMemory) throws -> T) rethrows -> T {
        let taken = free.withLock { $0.memories.popLast().map { Lent($0) } } ?? Lent(WorkingMemory())
        taken.memory.reset()
        defer {
            free.withLock { if $0.memories.count < Self.capacity { $0.memories.append(taken.memory) } }
        }
        return try body(taken.memory)
    }

    /// - Invariant: Used by the thread that took it, until it is put back.
    private struct Lent: @unchecked Sendable {
        let memory: WorkingMemory
        init(_ memory: WorkingMemory) { self.memory = memory }
    }
}

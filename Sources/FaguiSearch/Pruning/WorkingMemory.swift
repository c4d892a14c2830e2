/// Memory that one search of one segment takes piece by piece and gives back as a whole.
final class WorkingMemory {
    private var chunks: [UnsafeMutableRawPointer] = []
    private var next = UnsafeMutableRawPointer(bitPattern: 16)
    private var room = 0

    init() {}

    deinit { for chunk in chunks { chunk.deallocate() } }

    /// Room for `count` values that the caller writes before reading; at least one, so that there is an address.
    func take<T: BitwiseCopyable>(_: T.Type, count: Int) -> UnsafeMutablePointer<T> {
        let bytes = (max(1, count) * MemoryLayout<T>.stride + 15) & ~15
        if bytes > room { grow(bytes) }
        let start = next.unsafelyUnwrapped
        next = start + bytes
        room -= bytes
        return start.bindMemory(to: T.self, capacity: max(1, count))
    }

    /// The same, filled.
    func take<T: BitwiseCopyable>(count: Int, filledWith value: T) -> UnsafeMutablePointer<T> {
        let start = take(T.self, count: count)
        start.update(repeating: value, count: count)
        return start
    }

    private func grow(_ bytes: Int) {
        room = max(bytes, 1 << 16)
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: room, alignment: 16)
        chunks.append(chunk)
        next = chunk
    }
}

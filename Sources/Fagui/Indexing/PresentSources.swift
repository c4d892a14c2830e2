/// Ids of all sources that a run of indexing has seen, read or not. Bytes, since equal strings may be the names of two
/// files.
///
/// A hash table over one array of bytes: a set of arrays takes five times the memory, of which two million rows need much.
struct PresentSources {
    private var bytes: [UInt8] = []
    /// Where each id begins; one more for the end of the last.
    private var starts: [Int] = [0]
    /// Of each id; 0 for what is no row.
    private var lines: [UInt32] = []
    /// Numbers of ids from 1, at the place of their hash or behind it; 0 is vacant. A power of two of places.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    /// Whether an id was seen.
    func contains(_ id: [UInt8]) -> Bool { slots[slot(of: id)] != 0 }

    /// Adds an id.
    ///
    /// - Returns: The line of the row that has the id already; nil if it is new, or no row.
    mutating func insert(_ id: [UInt8], line: Int?) -> Int? {
        if 2 * (lines.count + 1) > slots.count { grow() }
        let slot = slot(of: id)
        guard slots[slot] == 0 else {
            let line = lines[Int(slots[slot]) - 1]
            return line == 0 ? nil : Int(line)
        }
        bytes += id
        starts.append(bytes.count)
        lines.append(UInt32(clamping: line ?? 0))
        slots[slot] = UInt32(lines.count)
        return nil
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: 2 * slots.count)
        for number in lines.indices {
            let slot = slot(of: bytes[starts[number]..<starts[number + 1]])
            slots[slot] = UInt32(number + 1)
        }
    }

    /// Where an id stands, or would.
    private func slot(of id: some Collection<UInt8>) -> Int {
        var hasher = Hasher()
        id.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if bytes[starts[number]..<starts[number + 1]].elementsEqual(id) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}

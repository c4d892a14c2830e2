/// Growing UTF-8 that is written in chunks, each with its room made before.
struct UTF8Output {
    private(set) var bytes: [UInt8] = []

    /// - Parameter byteCount: Bytes of the source; two of them become three at most where they are well-formed.
    init(sourceByteCount byteCount: Int) {
        bytes.reserveCapacity(byteCount + byteCount / 2 + 16)
    }

    /// Appends UTF-16 in which every surrogate has its partner.
    mutating func append(_ units: UnsafeBufferPointer<UInt16>) {
        // A temporary of a few KB, so that the array is grown once a chunk and not once a character.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: units.count * 3) { chunk in
            guard let target = chunk.baseAddress else { return }
            var length = 0
            var index = 0
            while index < units.count {
                var scalar = UInt32(units[index])
                index += 1
                if scalar & 0xFC00 == 0xD800, index < units.count {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 | UInt32(units[index]) & 0x3FF
                    index += 1
                    target[length] = UInt8(0xF0 | scalar >> 18)
                    target[length + 1] = UInt8(0x80 | scalar >> 12 & 0x3F)
                    target[length + 2] = UInt8(0x80 | scalar >> 6 & 0x3F)
                    target[length + 3] = UInt8(0x80 | scalar & 0x3F)
                    length += 4
                } else if scalar < 0x80 {
                    target[length] = UInt8(scalar)
                    length += 1
                } else if scalar < 0x800 {
                    target[length] = UInt8(0xC0 | scalar >> 6)
                    target[length + 1] = UInt8(0x80 | scalar & 0x3F)
                    length += 2
                } else {
                    target[length] = UInt8(0xE0 | scalar >> 12)
                    target[length + 1] = UInt8(0x80 | scalar >> 6 & 0x3F)
                    target[length + 2] = UInt8(0x80 | scalar & 0x3F)
                    length += 3
                }
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: chunk[..<length]))
        }
    }

    /// Appends U+FFFD.
    mutating func appendReplacement() {
        bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
    }
}

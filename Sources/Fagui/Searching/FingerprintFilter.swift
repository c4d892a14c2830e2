/// Finds the few documents whose fingerprint is among a few, in one pass over a column.
struct FingerprintFilter {
    /// One bit for the low 16 bits of a fingerprint: passes one in some thousand of the others.
    private var bits = [UInt64](repeating: 0, count: 1 << 10)

    mutating func insert(_ fingerprint: UInt32) {
        bits[Int(fingerprint & 0xFFFF) >> 6] |= 1 << UInt64(fingerprint & 63)
    }

    /// Calls `body` with the place and value of each that may be among those inserted.
    func forEachMatch(in values: UnsafeBufferPointer<UInt32>, _ body: (Int, UInt32) throws -> Void) rethrows {
        try bits.withUnsafeBufferPointer { bits in
            for index in 0..<values.count {
                let value = UInt32(littleEndian: values[index])
                if bits[Int(value & 0xFFFF) >> 6] >> UInt64(value & 63) & 1 != 0 { try body(index, value) }
            }
        }
    }

    /// Calls `body` with the place and value of each of which the lower half may be among those of one filter, or the higher
    /// among those of another.
    static func forEachMatch(
        in values: UnsafeBufferPointer<Int64>, _ lower: FingerprintFilter, _ higher: FingerprintFilter,
        _ body: (Int, Int64) throws -> Void
    ) rethrows {
        try lower.bits.withUnsafeBufferPointer { lower in
            try higher.bits.withUnsafeBufferPointer { higher in
                for index in 0..<values.count {
                    let value = UInt64(bitPattern: Int64(littleEndian: values[index]))
                    let found =
                        lower[Int(value & 0xFFFF) >> 6] >> (value & 63)
                        | higher[Int(value >> 32 & 0xFFFF) >> 6] >> (value >> 32 & 63)
                    if found & 1 != 0 { try body(index, Int64(bitPattern: value)) }
                }
            }
        }
    }
}

/// Tells well-formed UTF-8 (Unicode Standard, table 3-7) from what is not.
package enum UTF8Validation {
    /// The offset of the first malformed sequence at or after `start`, or nil.
    ///
    /// - Complexity: Linear; ASCII is passed over 16 bytes at a time, three-byte sequences by one load each.
    package static func firstFault(in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let count = bytes.count
        var index = start
        while index < count {
            let lead = base.load(fromByteOffset: index, as: UInt8.self)
            if lead < 0x80 {
                index = endOfASCII(base, from: index + 1, count: count)
                continue
            }
            // Chinese is nearly all three-byte sequences.
            while index + 4 <= count, isThreeByteSequence(load(base, index)) { index += 3 }
            guard index < count else { break }
            let (length, isValid) = sequence(base, at: index, count: count)
            guard isValid else { return index }
            index += length
        }
        return nil
    }

    /// Whether input that is not UTF-8 is UTF-8 with flaws rather than another encoding.
    ///
    /// What decides is the share of continuation bytes that stand where they must: laws in GB18030 and Big5 have three
    /// malformed sequences to one such byte, and in no piece of 20 characters were there fewer of them.
    /// One MB from the first byte beyond ASCII is looked at.
    static func isMostlyWellFormed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var index = endOfASCII(base, from: 0, count: bytes.count)
        let count = min(bytes.count, index + 1 << 20)
        var good = 0
        var bad = 0
        while index < count {
            let (length, isValid) = sequence(base, at: index, count: bytes.count)
            if isValid { good += length - 1 } else { bad += 1 }
            index += length
        }
        return good >= 2 * bad
    }

    /// The length of the sequence at `index` and whether it is well-formed; if not, the length is that of the longest
    /// beginning of a well-formed sequence, at least 1, which one U+FFFD replaces (Unicode Standard, section 3.9).
    static func sequence(_ base: UnsafeRawPointer, at index: Int, count: Int) -> (length: Int, isValid: Bool) {
        let lead = base.load(fromByteOffset: index, as: UInt8.self)
        let need: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch lead {
        case 0x00...0x7F: return (1, true)
        case 0xC2...0xDF: need = 2
        case 0xE0:
            need = 3
            lowest = 0xA0
        case 0xED:
            need = 3
            highest = 0x9F
        case 0xE1...0xEF: need = 3
        case 0xF0:
            need = 4
            lowest = 0x90
        case 0xF4:
            need = 4
            highest = 0x8F
        case 0xF1...0xF3: need = 4
        default: return (1, false)
        }
        var length = 1
        while length < need {
            guard index + length < count else { return (length, false) }
            let byte = base.load(fromByteOffset: index + length, as: UInt8.self)
            guard byte >= lowest, byte <= highest else { return (length, false) }
            lowest = 0x80
            highest = 0xBF
            length += 1
        }
        return (need, true)
    }

    /// The first byte beyond ASCII at or after `start`, or the end.
    private static func endOfASCII(_ base: UnsafeRawPointer, from start: Int, count: Int) -> Int {
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index + 16 <= count {
            let first = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self)) & highBits
            let second =
                UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)) & highBits
            if first | second != 0 {
                return first != 0
                    ? index + first.trailingZeroBitCount >> 3 : index + 8 + second.trailingZeroBitCount >> 3
            }
            index += 16
        }
        while index < count, base.load(fromByteOffset: index, as: UInt8.self) < 0x80 { index += 1 }
        return index
    }

    @inline(__always)
    private static func load(_ base: UnsafeRawPointer, _ index: Int) -> UInt32 {
        UInt32(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt32.self))
    }

    /// Whether the low three bytes are a well-formed sequence.
    @inline(__always)
    private static func isThreeByteSequence(_ word: UInt32) -> Bool {
        guard word & 0x00C0_C0F0 == 0x0080_80E0 else { return false }
        let scalar = (word & 0x0F) << 12 | (word & 0x3F00) >> 2 | (word >> 16) & 0x3F
        return scalar >= 0x800 && scalar & 0xF800 != 0xD800
    }
}

/// The layout of packed terms; `FaguiText.PackedTerm` has the same, because neither module knows the other.
enum PackedBytes {
    static var arenaMark: UInt64 { 0xFF }

    /// Whether a term's bytes lie in an arena.
    @inline(__always)
    static func isLong(_ term: UInt64) -> Bool { term & 0xFF == arenaMark }

    /// Whether a word is a term of up to seven bytes: the lowest byte is their number.
    @inline(__always)
    static func isShort(_ term: UInt64) -> Bool { term & 0xF8 == 0 }

    /// The bytes of a long term.
    @inline(__always)
    static func long(_ term: UInt64, in arena: UnsafePointer<UInt8>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: arena + Int(term >> 32), count: longLength(term))
    }

    /// How many bytes a long term has.
    @inline(__always)
    static func longLength(_ term: UInt64) -> Int { Int(term >> 8 & 0xFF_FFFF) }

    static func packLong(offset: Int, length: Int) -> UInt64 {
        precondition(offset <= Int(UInt32.max) && length < 1 << 24, "the terms of one batch take more than 4 GB")
        return UInt64(offset) << 32 | UInt64(length) << 8 | arenaMark
    }

    /// Appends the bytes of any term.
    @inline(__always)
    static func append(_ term: UInt64, arena: UnsafePointer<UInt8>, to key: inout ByteVector) {
        if isLong(term) {
            key.append(bytes: long(term, in: arena))
        } else {
            // Eight bytes are written, and those kept that are the term's.
            let length = Int(term & 7)
            let room = key.extend(by: 8)
            UnsafeMutableRawPointer(room).storeBytes(of: term.bigEndian, as: UInt64.self)
            key.truncate(to: key.count - 8 + length)
        }
    }

    /// A number whose order is that of the terms, where they differ in their first seven bytes or in being short.
    static func sortKey(_ term: UInt64, arena: UnsafePointer<UInt8>) -> UInt64 {
        guard isLong(term) else { return term }
        var key: UInt64 = 0
        for (index, byte) in long(term, in: arena).prefix(7).enumerated() {
            key |= UInt64(byte) << UInt64(56 - 8 * index)
        }
        return key | arenaMark
    }
}

/// A number of a source's bytes by which a later run sees that nothing changed.
///
/// 64 bits over eight bytes at a time, mixed as in wyhash's and xxh3's cores (multiply, fold the high half); not
/// cryptographic: who can write the corpus can also write the index.
package enum ContentHash {
    /// The hash of bytes and what else decides how they are read.
    package static func of(_ raw: UnsafeRawBufferPointer, variant: UInt64 = 0) -> Int64 {
        var state = fold(UInt64(raw.count) ^ 0x9E37_79B9_7F4A_7C15, variant ^ 0xD1B5_4A32_D192_ED03)
        var offset = 0
        while offset + 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            state = fold(state ^ word, 0xBF58_476D_1CE4_E5B9)
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < raw.count {
            tail = tail << 8 | UInt64(raw[offset])
            offset += 1
        }
        return Int64(bitPattern: fold(state ^ tail, 0x94D0_49BB_1331_11EB))
    }

    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}

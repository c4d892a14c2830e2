internal import FaguiUnicode

/// Hashes folded characters, white space left out.
///
/// A step is FxHash's (rotate, xor, multiply); the end is MurmurHash3's finalizer, since the low bits of a product
/// depend on low bits alone.
enum Fingerprint {
    static func of(_ text: FoldedUnits) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<text.count where text.classes[index] != CharacterClass.space {
            state = ((state << 5 | state >> 59) ^ UInt64(text.units[index])) &* 0x9E37_79B9_7F4A_7C15
        }
        state = (state ^ state >> 33) &* 0xFF51_AFD7_ED55_8CCD
        state = (state ^ state >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return state ^ state >> 33
    }
}

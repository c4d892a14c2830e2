/// Reads scalars out of UTF-8 that should be valid, but never beyond its end if it is not.
enum ScalarDecoding {
    /// The scalar at `index`, which is below `count`, and its length in bytes; U+FFFD for what is malformed.
    static func scalar(_ base: UnsafePointer<UInt8>, at index: Int, count: Int) -> (scalar: UInt32, length: Int) {
        let (length, isValid) = UTF8Validation.sequence(UnsafeRawPointer(base), at: index, count: count)
        guard isValid else { return (0xFFFD, length) }
        let lead = UInt32(base[index])
        guard length > 1 else { return (lead, 1) }
        var scalar = lead & (0x7F >> UInt32(length))
        for next in 1..<length { scalar = scalar << 6 | UInt32(base[index + next] & 0x3F) }
        return (scalar, length)
    }
}

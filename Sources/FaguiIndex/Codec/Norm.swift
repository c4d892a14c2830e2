/// A field's length in one byte: exact below 40, then in steps of at most an eighth.
///
/// Above 40 the byte counts in floating point with three bits of mantissa; a length is rounded down to its step.
public enum Norm {
    /// The byte for a length in terms.
    public static func encode(_ length: Int) -> UInt8 {
        if length < 40 { return UInt8(max(0, length)) }
        // 40 = 0b101000: exponent counted from 2^5, mantissa of three bits after the leading one.
        let clamped = UInt32(min(length, Int(UInt32.max)))
        let exponent = 31 - clamped.leadingZeroBitCount
        let mantissa = Int((clamped >> UInt32(exponent - 3)) & 7)
        return UInt8(min(255, 40 + (exponent - 5) * 8 + mantissa - 2))
    }

    /// The length that a byte stands for.
    public static func decode(_ norm: UInt8) -> Int {
        if norm < 40 { return Int(norm) }
        let code = Int(norm) - 40 + 2
        let exponent = 5 + code / 8
        return (8 + code % 8) << (exponent - 3)
    }

    /// The lengths of all 256 bytes.
    public static let lengths: [Float] = (0...255).map { Float(decode(UInt8($0))) }
}

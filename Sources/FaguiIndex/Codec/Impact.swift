/// The bound of a term's saturation over the documents of a block, in one byte: 255 stands for 1.
public enum Impact {
    /// The impact of a saturation in 0 ..< 1, rounded up; at least 1, so that 0 can mean "absent".
    @inlinable @inline(__always)
    public static func encode(_ saturation: Float) -> UInt8 {
        // A 2^-20th more covers the rounding of the scorer's own arithmetic.
        let scaled = saturation * 255 * (1 + 0x1p-20)
        return UInt8(max(1, min(255, scaled.rounded(.up))))
    }

    /// The saturation that no document of the block exceeds.
    @inlinable @inline(__always)
    public static func decode(_ impact: UInt8) -> Float { Float(impact) * (1 / 255) }
}

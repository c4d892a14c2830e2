/// The impacts of all small frequencies at all lengths, for each field of a segment.
///
/// - Invariant: Written once, on creation.
final class ImpactTable: @unchecked Sendable {
    /// Frequencies below this are in the table.
    static var frequencyCount: UInt32 { 16 }
    private static var fieldLength: Int { 256 * Int(frequencyCount) }
    private let base: UnsafeMutablePointer<UInt8>

    /// Computes them from the fields' length factors.
    init(_ factors: LengthFactors, fieldCount: Int) {
        base = .allocate(capacity: max(1, Self.fieldLength * fieldCount))
        for field in 0..<fieldCount {
            for frequency in 0..<Self.frequencyCount {
                for norm in 0..<256 {
                    base[Self.fieldLength * field + 256 * Int(frequency) + norm] = Self.impact(
                        frequency: frequency, lengthFactor: factors.base[256 * field + norm])
                }
            }
        }
    }

    deinit { base.deallocate() }

    /// One field's impacts: 256 by norm for each frequency from 0 on.
    func field(_ field: Int) -> UnsafePointer<UInt8> { UnsafePointer(base + Self.fieldLength * field) }

    /// The impact of a frequency in a field of some length.
    @inline(__always)
    static func impact(frequency: UInt32, lengthFactor: Float) -> UInt8 {
        Impact.encode(BM25.saturation(frequency: Float(frequency), lengthFactor: lengthFactor))
    }
}

internal import FaguiIndex

/// What the scorer needs to know of the fields of a snapshot, worked out once.
///
/// - Invariant: Written once, on creation.
final class FieldScoring: @unchecked Sendable {
    /// The average length of every field over the snapshot, at least 1.
    let averages: [Float]
    private let tables: UnsafeMutablePointer<Float>

    init(_ snapshot: Snapshot) {
        let count = snapshot.schema.fields.count
        let documentCount = max(1, snapshot.documentCount)
        averages = (0..<count).map { field in
            let total = snapshot.statistics(of: FieldID(field)).totalLength
            return max(1, Float(Double(total) / Double(documentCount)))
        }
        tables = .allocate(capacity: 512 * max(1, count))
        for field in 0..<count {
            let table = tables + 512 * field
            for norm in 0..<256 {
                let factor = BM25.lengthFactor(length: Norm.lengths[norm], average: averages[field])
                table[norm] = factor
                table[256 + norm] = BM25.saturation(frequency: 1, lengthFactor: factor)
            }
        }
    }

    deinit { tables.deallocate() }

    /// `BM25.lengthFactor` for each of the 256 norms.
    func lengthFactors(of field: FieldID) -> UnsafePointer<Float> { UnsafePointer(tables + 512 * Int(field)) }

    /// The saturation of a frequency of 1 for each of the 256 norms.
    func unitSaturations(of field: FieldID) -> UnsafePointer<Float> { UnsafePointer(tables + 512 * Int(field) + 256) }

    /// By how much a segment's impacts must grow: they were computed for another average length.
    ///
    /// With the average r times as long, no saturation grows to more than r times what it was.
    func impactGrowth(of field: FieldID, in segment: SegmentReader) -> Float {
        max(1, averages[Int(field)] / segment.impactAverageLength(of: field))
    }
}

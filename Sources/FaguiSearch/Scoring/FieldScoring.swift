internal import FaguiIndex

/// What the scorer needs to know of the fields of a snapshot, worked out once.
///
/// - Invariant: Written once, on creation.
final class FieldScoring: @unchecked Sendable {
    /// The average length of every field over the snapshot, at least 1.
    let averages: [Float]
    let fieldCount: Int
    private let documentCount: UInt64
    private let tables: UnsafeMutablePointer<Float>
    private let scored: UnsafeMutablePointer<Bool>

    init(_ snapshot: Snapshot) {
        let count = snapshot.schema.fields.count
        fieldCount = count
        documentCount = snapshot.documentCount
        let documentCount = max(1, documentCount)
        averages = (0..<count).map { field in
            let total = snapshot.statistics(of: FieldID(field)).totalLength
            return max(1, Float(Double(total) / Double(documentCount)))
        }
        scored = .allocate(capacity: max(1, count))
        for field in 0..<count { scored[field] = snapshot.schema.fields[field].isScored }
        tables = .allocate(capacity: Self.fieldLength * max(1, count))
        for field in 0..<count {
            let table = tables + Self.fieldLength * field
            for norm in 0..<256 {
                let factor = BM25.lengthFactor(length: Norm.lengths[norm], average: averages[field])
                table[norm] = factor
                for frequency in 1...Self.tableFrequencies {
                    table[256 * frequency + norm] = BM25.saturation(
                        frequency: Float(frequency), lengthFactor: factor)
                }
            }
        }
    }

    deinit {
        tables.deallocate()
        scored.deallocate()
    }

    /// Whether a field's terms score; one below ``fieldCount``.
    func isScored(_ field: FieldID) -> Bool { scored[Int(field)] }

    /// See ``FaguiIndex/BM25/idf(documentFrequency:documentCount:)``; damaged bytes may claim any frequency.
    func idf(documentFrequency: UInt64) -> Float {
        BM25.idf(documentFrequency: min(documentFrequency, documentCount), documentCount: documentCount)
    }

    /// The greatest frequency whose saturations are in the table: that of the greatest nibble which is no escape.
    private static var tableFrequencies: Int { 16 }
    private static var fieldLength: Int { 256 * (tableFrequencies + 1) }

    /// `BM25.lengthFactor` for each of the 256 norms.
    func lengthFactors(of field: FieldID) -> UnsafePointer<Float> {
        UnsafePointer(tables + Self.fieldLength * Int(field))
    }

    /// At 256 × frequency + norm the saturation, for frequencies 1...16. Row 0 is something else.
    func saturations(of field: FieldID) -> UnsafePointer<Float> { lengthFactors(of: field) }

    /// By how much a segment's impacts must grow: they were computed for another average length.
    ///
    /// With the average r times as long, no saturation grows to more than r times what it was.
    func impactGrowth(of field: FieldID, in segment: SegmentReader) -> Float {
        max(1, averages[Int(field)] / segment.impactAverageLength(of: field))
    }
}

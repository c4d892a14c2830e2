internal import FaguiIndex

/// What segments one after another add to a search's result.
struct SegmentTally: Sendable {
    /// Whether all that match are counted.
    let exactTotal: Bool
    private var total = 0
    private var isTotalExact = true

    init(exactTotal: Bool) { self.exactTotal = exactTotal }

    /// Searches one segment.
    mutating func search(
        _ leaves: SegmentLeaves, _ number: Int, into collector: inout TopCollector,
        _ isCancelled: () -> Bool
    ) throws {
        let outcome = try SegmentSearch(leaves: leaves, number: number, countsAll: exactTotal)
            .collect(into: &collector, isCancelled: isCancelled)
        if exactTotal && outcome.isPruned {
            total += try MatchCounter(leaves: leaves).count(isCancelled: isCancelled)
        } else {
            total += outcome.seen
            isTotalExact = isTotalExact && !outcome.isPruned
        }
    }

    /// The result.
    ///
    /// - Parameters:
    ///   - docs: The best documents.
    ///   - notes: What was not done as asked.
    ///   - isPartial: Whether the search stopped before its end.
    /// - Returns: The documents, and how many match.
    func topDocs(_ docs: [TopDocs.ScoredDoc], notes: [String] = [], isPartial: Bool = false) -> TopDocs {
        TopDocs(
            docs: docs, total: max(total, docs.count), isTotalExact: isTotalExact && !isPartial, notes: notes,
            isPartial: isPartial)
    }

    /// Takes over what other segments added.
    mutating func add(_ other: SegmentTally) {
        total += other.total
        isTotalExact = isTotalExact && other.isTotalExact
    }
}

internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

/// Brings texts up to date whose words were made by another analysis than the newest, or whose fields or columns are fewer.
///
/// A text is analysed by both; where the terms of all its passages stay the same, only the name of its segment's analysis
/// has to change, and where they do not, the text replaces itself. So each old segment holds none but unchanged texts when
/// the commit comes, and may take the new name.
struct Reanalyzer {
    private let view: ReadingState.View
    private let writing: WritingState
    private let jobs: Int

    init(view: ReadingState.View, writing: WritingState, jobs: Int) {
        self.view = view
        self.writing = writing
        self.jobs = jobs > 0 ? min(jobs, 256) : Parallel.coreCount
    }

    /// What one thread found in a run of sources.
    private struct Unit: Sendable {
        var examined = 0
        var changedTexts = 0
        var changedPassages = 0
        /// Nil where nothing changed.
        var batch: InvertedBatch?
    }

    /// Sources that one thread takes at a time.
    private static var unitLength: Int { 256 }

    /// - Returns: What changed; the commit and the time are the caller's.
    /// - Throws: What the parts throw; nothing is left for a later commit then.
    func run() async throws -> ReanalysisReport {
        let (analysis, name) = try writing.analysis()
        var report = ReanalysisReport()
        let outdated = view.snapshot.segments.filter { $0.analysis != name || !$0.hasLibrarySchema }
        guard !outdated.isEmpty else { return report }
        do {
            for segment in outdated {
                guard let old = view.analyses[segment.analysis] else { continue }
                try await examine(segment, old, analysis) { unit in
                    report.examined += unit.examined
                    report.changedTexts += unit.changedTexts
                    report.changedPassages += unit.changedPassages
                    if let batch = unit.batch { try writing.add(batch) }
                }
            }
            let names = Set(outdated.map(\.name))
            try writing.withWriter { try $0.adoptAnalysis(segments: names) }
            _ = try writing.commit()
            try writing.withWriter { try $0.waitForMerges() }
        } catch {
            try? writing.rollback()
            throw error
        }
        return report
    }

    /// Hands over the units of a segment in order.
    private func examine(
        _ segment: SegmentReader, _ old: Analysis, _ new: Analysis, _ take: (Unit) throws -> Void
    ) async throws {
        let indexers = IndexerPool(new)
        let starts = Array(stride(from: 0, to: segment.sourceCount, by: Self.unitLength))
        try await withThrowingTaskGroup(of: (Int, Unit).self) { group in
            var started = 0
            var taken = 0
            var running = 0
            var waiting: [Int: Unit] = [:]
            while taken < starts.count {
                while running < jobs, started < min(starts.count, taken + 4 * jobs) {
                    let number = started
                    let range = starts[number]..<min(starts[number] + Self.unitLength, segment.sourceCount)
                    group.addTask { (number, try indexers.withIndexer { try Self.unit(segment, range, old, new, $0) }) }
                    started += 1
                    running += 1
                }
                guard let (number, unit) = try await group.next() else { break }
                running -= 1
                waiting[number] = unit
                while let unit = waiting.removeValue(forKey: taken) {
                    try take(unit)
                    taken += 1
                }
            }
        }
    }

    private static func unit(
        _ segment: SegmentReader, _ sources: Range<Int>, _ old: Analysis, _ new: Analysis,
        _ indexer: SourceIndexer
    ) throws -> Unit {
        let comparison = try AnalysisComparison(old, new)
        var unit = Unit()
        for number in sources where !segment.isDeleted(source: number) {
            try Task.checkCancellation()
            let stored = try StoredSource(segment, number)
            unit.examined += stored.source.passages.count
            guard !segment.hasLibrarySchema || stored.texts.contains(where: comparison.differs) else { continue }
            try indexer.add(
                stored.source, contentHash: stored.contentHash, root: stored.root, byteCount: stored.byteCount)
            unit.changedTexts += 1
            unit.changedPassages += stored.source.passages.count
        }
        if indexer.batch.sourceCount > 0 { unit.batch = InvertedBatch(batch: indexer.takeBatch()) }
        return unit
    }
}

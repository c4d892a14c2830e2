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
    private let plan: MemoryPlan

    init(view: ReadingState.View, writing: WritingState, memory plan: MemoryPlan) {
        self.view = view
        self.writing = writing
        self.plan = plan
    }

    /// What one thread found in a run of sources.
    private struct Unit: UnitSize {
        var examined = 0
        var changedTexts = 0
        var changedPassages = 0
        /// Nil where nothing changed.
        var batch: InvertedBatch?

        var sizeInBytes: Int { batch?.batch.sizeInBytes ?? 0 }
    }

    /// A unit takes more memory than it may.
    private struct NeedsMemory: Error {}

    /// Sources that one thread takes at a time, at most.
    private static var unitLength: Int { 256 }
    /// Bytes of text that a passage is thought to have.
    private static var passageLength: Int { 1 << 10 }

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
        let indexers = IndexerPool(new, keptSize: plan.kept)
        let units = try units(of: segment)
        let share = plan.share(ofBytes: plan.unitSize)
        let beside = plan.pendingBesideText
        var order = UnitOrder<Unit>(count: units.count, jobs: plan.jobs, memory: plan.reading)
        try await order.run(
            share: { _ in share },
            read: { try Self.read(segment, units[$0], old, new, indexers, $1) },
            readAlone: { number in
                indexers.removeAll()
                try writing.withWriter { try $0.flush(ifAbove: beside) }
                for source in units[number] {
                    try take(try readAlone(segment, source, old, new, indexers))
                    try writing.withWriter { try $0.flush(ifAbove: beside) }
                }
            },
            take: take)
    }

    /// Runs of sources, each of so many passages that a thread has memory for them most often.
    private func units(of segment: SegmentReader) throws -> [Range<Int>] {
        let limit = max(1, plan.unitSize / Self.passageLength)
        var units: [Range<Int>] = []
        var start = 0
        var passages = 0
        for source in 0..<segment.sourceCount {
            passages += try segment.documents(ofSource: source).count
            if passages >= limit || source + 1 - start == Self.unitLength || source + 1 == segment.sourceCount {
                units.append(start..<source + 1)
                start = source + 1
                passages = 0
            }
        }
        return units
    }

    /// Examines a unit beside others; nil where it takes more memory than it may.
    private static func read(
        _ segment: SegmentReader, _ sources: Range<Int>, _ old: Analysis, _ new: Analysis, _ indexers: IndexerPool,
        _ memory: Int
    ) throws -> Unit? {
        do {
            return try indexers.withIndexer { indexer in
                indexer.batch.sizeLimit = memory + indexer.batch.sizeInBytes
                return try unit(segment, sources, old, new, indexer, ReadingMemory(limit: memory))
            }
        } catch is NeedsMemory, is DocumentBatch.Full {
            return nil
        }
    }

    /// Examines a source when nothing else is under way. One that takes too much even so is an error: its segment cannot
    /// get another name without it.
    private func readAlone(
        _ segment: SegmentReader, _ source: Int, _ old: Analysis, _ new: Analysis, _ indexers: IndexerPool
    ) throws -> Unit {
        do {
            return try indexers.withNewIndexer { indexer in
                indexer.batch.sizeLimit = plan.text
                return try Self.unit(
                    segment, source..<source + 1, old, new, indexer, ReadingMemory(limit: plan.text))
            }
        } catch is NeedsMemory, is DocumentBatch.Full {
            let path = try SourceRecord(decoding: segment.storedSource(source)).path
            throw LibraryError(
                .limit, "\(path) takes more memory than is allowed.", advice: "Raise --memory.", path: path)
        }
    }

    private static func unit(
        _ segment: SegmentReader, _ sources: Range<Int>, _ old: Analysis, _ new: Analysis,
        _ indexer: SourceIndexer, _ memory: ReadingMemory
    ) throws -> Unit {
        let comparison = try AnalysisComparison(old, new)
        var unit = Unit()
        for number in sources where !segment.isDeleted(source: number) {
            try Task.checkCancellation()
            let size = try SourceRecord(decoding: segment.storedSource(number)).byteCount
            let passages = try segment.documents(ofSource: number).count
            guard ReadingMemory.cost(bytes: size, parts: passages) <= memory.limit else { throw NeedsMemory() }
            let stored = try StoredSource(segment, number)
            unit.examined += stored.source.passages.count
            guard !segment.hasLibrarySchema || stored.texts.contains(where: comparison.differs) else { continue }
            try indexer.add(
                stored.source, contentHash: stored.contentHash, root: stored.root, byteCount: stored.byteCount)
            guard indexer.batch.sizeInBytes <= indexer.batch.sizeLimit else { throw NeedsMemory() }
            unit.changedTexts += 1
            unit.changedPassages += stored.source.passages.count
        }
        if indexer.batch.sourceCount > 0 { unit.batch = InvertedBatch(batch: indexer.takeBatch()) }
        indexer.batch.sizeLimit = Int.max
        return unit
    }
}

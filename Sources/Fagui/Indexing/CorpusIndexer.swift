internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

/// One run of indexing: reads files on several threads, and gives the writer their passages in the files' order.
struct CorpusIndexer {
    private let options: ReadingOptions
    private let plan: MemoryPlan
    private let writing: WritingState
    private let progress: ProgressCounter
    private var report = IndexingReport()
    private var skipped: ProblemList = []
    private var warnings: ProblemList = []
    private var present = PresentSources()
    /// Ids of files, of files in archives, and of rows, that are there and could not be read, or not all of them.
    private var leftOut: Set<[UInt8]> = []

    init(
        reading options: ReadingOptions, memory plan: MemoryPlan, writing: WritingState,
        progress: (@Sendable (IndexingProgress) -> Void)?
    ) {
        self.options = options
        self.plan = plan
        self.writing = writing
        self.progress = ProgressCounter(progress)
    }

    private static var maximumJobs: Int { 256 }

    /// Threads to read with; 0 is one a core.
    static func jobs(_ wanted: Int) -> Int { wanted > 0 ? min(wanted, maximumJobs) : Parallel.coreCount }

    /// Bytes of files that one thread reads at a time: many at first, so that a batch is well filled, then ever fewer, so
    /// that the threads end together.
    private func unitSize(remaining: Int) -> Int {
        min(max(remaining / (4 * plan.jobs), 256 << 10), plan.unitSize)
    }

    /// Indexes what a walk found, and commits.
    ///
    /// - Parameters:
    ///   - walk: The files.
    ///   - roots: The absolute paths that were walked.
    ///   - newest: Opens the newest commit; called when the lock is held.
    /// - Returns: What was done, but for the time it took.
    /// - Throws: What the parts throw; nothing is left for a later commit then.
    mutating func index(_ walk: CorpusWalk, below roots: Set<String>, newest: () throws -> Snapshot) async throws
        -> IndexingReport
    {
        // The lock comes first: what changed is found by comparing with a commit that nobody else replaces meanwhile.
        try writing.withWriter {
            try $0.limit(pending: plan.pending, merging: plan.merging, threads: plan.writerThreads)
        }
        _ = try writing.commit()
        // A merge has most of the memory to itself. Why one fails is told at the end, when the texts are in.
        try? writing.withWriter { try $0.waitForMerges() }
        let known = KnownSources(try newest())
        skipped = walk.problems
        warnings = walk.warnings
        report.otherTypes = walk.otherTypes
        do {
            var reader = CorpusReader(options)
            reader.memory.limit = plan.text
            let parts = SourceRoots.place(walk.files) { reader.parts(of: $0, size: plan.unitSize) }
            progress.begin(sources: walk.files.count, bytes: parts.reduce(0) { $0 + $1.part.sizeInBytes })
            try await add(parts, comparingWith: known)
            try drop(known, walk, roots)
            report.snapshot = try writing.commit()
            try writing.withWriter { try $0.waitForMerges() }
        } catch {
            // What was given to the writer must not come with somebody's next commit.
            try? writing.rollback()
            throw error
        }
        report.take(skipped: skipped, warnings: warnings)
        return report
    }

    // MARK: Reading on several threads

    private mutating func add(_ parts: [SourceRoots.PlacedPart], comparingWith known: KnownSources) async throws {
        let units = units(of: parts)
        let indexers = IndexerPool(try writing.analysis().analysis, keptSize: plan.kept)
        let reader = UnitReader(indexers, options, known, progress)
        var order = UnitOrder<UnitResult>(count: units.count, jobs: plan.jobs, memory: plan.reading)
        try await order.run(
            share: { plan.share(ofBytes: units[$0].reduce(0) { $0 + MemoryPlan.weight($1.part) }) },
            read: { try reader.read(units[$0], memory: $1) },
            readAlone: { number in
                indexers.removeAll()
                let beside = plan.pendingBesideText
                try writing.withWriter { try $0.flush(ifAbove: beside) }
                for placed in units[number] {
                    try reader.readAlone(placed, memory: plan.text) {
                        try take($0)
                        try writing.withWriter { try $0.flush(ifAbove: beside) }
                    }
                }
            },
            take: { try take($0) })
    }

    /// Cuts the parts into runs of about ``unitSize(remaining:)`` bytes.
    private func units(of parts: [SourceRoots.PlacedPart]) -> [ArraySlice<SourceRoots.PlacedPart>] {
        var remaining = parts.reduce(0) { $0 + MemoryPlan.weight($1.part) }
        var units: [ArraySlice<SourceRoots.PlacedPart>] = []
        var start = 0
        var size = 0
        for (index, placed) in parts.enumerated() {
            let limit = unitSize(remaining: remaining)
            let weight = MemoryPlan.weight(placed.part)
            // What is large by itself is not read together with what comes before it.
            if weight > limit, start < index {
                units.append(parts[start..<index])
                remaining -= size
                start = index
                size = 0
            }
            size += weight
            if size >= limit {
                units.append(parts[start...index])
                remaining -= size
                start = index + 1
                size = 0
            }
        }
        if start < parts.count { units.append(parts[start...]) }
        return units
    }

    private mutating func take(_ result: UnitResult) throws {
        report.sourceBytes += result.bytes
        report.otherTypes.merge(result.otherTypes, uniquingKeysWith: +)
        skipped += result.problems
        warnings += result.warnings
        // Rows of an id that an earlier part of their file has.
        var repeated: Set<Int> = []
        // Of the sources of all batches.
        var inBatch = 0
        for source in result.sources {
            let isInBatch = source.change == .added || source.change == .updated
            defer { inBatch += isInBatch ? 1 : 0 }
            if let line = present.insert(Array(source.id.utf8), line: source.place?.line), let place = source.place {
                let problem = CorpusReader.repeatedRow(source.id, in: source.file, at: place, firstLine: line)
                skipped.append(problem)
                leftOut.insert(Array(source.file.id.utf8))
                if isInBatch { repeated.insert(inBatch) }
                continue
            }
            switch source.change {
            case .added: report.added += 1
            case .updated: report.updated += 1
            case .unchanged: report.unchanged += 1
            case .leftOut: leftOut.insert(Array(source.id.utf8))
            }
            report.passages += source.passages
        }
        var first = 0
        for batch in result.batches {
            let range = first..<first + batch.batch.sourceCount
            first = range.upperBound
            try writing.add(batch, without: Set(repeated.filter(range.contains).map { $0 - range.lowerBound }))
        }
    }

    // MARK: What is gone

    /// Whether a source is one of the files, or a row or a file in one: an older version is better than none where a file
    /// could not be read this time. A file's name may hold the mark that begins a row's id.
    private static func belongs(_ id: [UInt8], to files: Set<[UInt8]>) -> Bool {
        if files.isEmpty { return false }
        return files.contains(id)
            || id.indices.contains {
                (id[$0] == UInt8(ascii: "#") || id[$0] == UInt8(ascii: "/")) && files.contains(Array(id[..<$0]))
            }
    }

    private mutating func drop(_ known: KnownSources, _ walk: CorpusWalk, _ roots: Set<String>) throws {
        var gone: [[UInt8]] = []
        try known.forEach { id in
            guard !present.contains(id), walk.coverage.contains(String(decoding: id, as: UTF8.self)),
                !Self.belongs(id, to: leftOut), let root = try known.root(of: id)
            else { return }
            // What another folder of the same name holds is not gone because this one does not have it, unless that
            // folder is.
            if roots.contains(root) || !root.isEmpty && !SourceRoots.exists(root) { gone.append(id) }
        }
        guard !gone.isEmpty else { return }
        let dropped = gone
        report.removed = try writing.withWriter { try $0.delete(sourceIDs: dropped) }
    }
}

extension IndexingReport {
    /// Takes over what was left out, by path, and what there is to remark.
    fileprivate mutating func take(skipped: ProblemList, warnings: ProblemList) {
        self.skipped = skipped.map { Problem($0) }.sorted { $0.path < $1.path }
        moreSkippedFiles = skipped.moreFiles
        moreSkippedRows = skipped.moreRows
        self.warnings = warnings.map { Problem($0, code: "warning") }
        moreWarnings = warnings.more
    }
}

extension IndexingReport.Problem {
    init(_ error: CorpusError, code: String = LibraryError.Code.unreadableSource.rawValue) {
        self.init(path: error.path, reason: error.reason, code: code, byteOffset: error.byteOffset, line: error.line)
    }
}

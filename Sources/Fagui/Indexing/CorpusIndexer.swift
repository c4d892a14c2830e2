internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

/// One run of indexing: reads files on several threads, and gives the writer their passages in the files' order.
struct CorpusIndexer {
    private let options: ReadingOptions
    private let jobs: Int
    private let writing: WritingState
    private let progress: ProgressCounter
    private var report = IndexingReport()
    private var present = PresentSources()
    /// Ids of files in archives, and of rows, that are there and could not be read.
    private var leftOut: Set<[UInt8]> = []

    init(
        reading options: ReadingOptions, jobs: Int, writing: WritingState,
        progress: (@Sendable (IndexingProgress) -> Void)?
    ) {
        self.options = options
        self.jobs = jobs > 0 ? min(jobs, Self.maximumJobs) : Parallel.coreCount
        self.writing = writing
        self.progress = ProgressCounter(progress)
    }

    private static var maximumJobs: Int { 256 }

    /// Bytes of a part of a large file.
    private static var partSize: Int { 4 << 20 }

    /// Bytes of files that one thread reads at a time: many at first, so that a batch is well filled, then ever fewer, so
    /// that the threads end together.
    private static func unitSize(remaining: Int, jobs: Int) -> Int {
        min(max(remaining / (4 * jobs), 256 << 10), partSize)
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
        _ = try writing.commit()
        let known = KnownSources(try newest())
        report.skipped = walk.problems.map { IndexingReport.Problem($0) }
        report.warnings = walk.warnings.map { IndexingReport.Problem($0, code: "warning") }
        report.otherTypes = walk.otherTypes
        do {
            let reader = CorpusReader(options)
            let parts = SourceRoots.place(walk.files) { reader.parts(of: $0, size: Self.partSize) }
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
        report.skipped.sort { $0.path < $1.path }
        return report
    }

    // MARK: Reading on several threads

    private mutating func add(_ parts: [SourceRoots.PlacedPart], comparingWith known: KnownSources) async throws {
        let units = Self.units(of: parts, jobs: jobs)
        let indexers = IndexerPool(try writing.analysis().analysis)
        let options = options
        let progress = progress
        try await withThrowingTaskGroup(of: (Int, UnitResult).self) { group in
            var started = 0
            var running = 0
            var added = 0
            var waiting: [Int: UnitResult] = [:]
            while added < units.count {
                // Units far ahead of the one that is waited for would only fill memory.
                while running < jobs, started < min(units.count, added + 4 * jobs) {
                    let (number, unit) = (started, units[started])
                    group.addTask {
                        (number, try UnitReader(indexers, options, known, progress).read(unit))
                    }
                    started += 1
                    running += 1
                }
                guard let (number, result) = try await group.next() else { break }
                running -= 1
                waiting[number] = result
                while let result = waiting.removeValue(forKey: added) {
                    try take(result)
                    added += 1
                }
            }
        }
    }

    /// Cuts the parts into runs of about ``unitSize(remaining:jobs:)`` bytes.
    private static func units(of parts: [SourceRoots.PlacedPart], jobs: Int) -> [ArraySlice<SourceRoots.PlacedPart>] {
        var remaining = parts.reduce(0) { $0 + $1.part.sizeInBytes }
        var units: [ArraySlice<SourceRoots.PlacedPart>] = []
        var start = 0
        var size = 0
        for (index, placed) in parts.enumerated() {
            size += placed.part.sizeInBytes
            if size >= unitSize(remaining: remaining, jobs: jobs) {
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
        report.skipped += result.problems.map { IndexingReport.Problem($0) }
        report.warnings += result.warnings.map { IndexingReport.Problem($0, code: "warning") }
        // Rows of an id that an earlier part of their file has.
        var repeated: Set<Int> = []
        var inBatch = 0
        for source in result.sources {
            let isInBatch = source.change == .added || source.change == .updated
            defer { inBatch += isInBatch ? 1 : 0 }
            if let line = present.insert(Array(source.id.utf8), line: source.place?.line), let place = source.place {
                let problem = CorpusReader.repeatedRow(source.id, in: source.file, at: place, firstLine: line)
                report.skipped.append(IndexingReport.Problem(problem))
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
        if let batch = result.batch { try writing.add(batch, without: repeated) }
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
        let unread = Set(report.skipped.map { Array($0.path.utf8) })
        let keptFiles = leftOut.union(
            walk.files.filter { unread.contains(Array($0.path.utf8)) }.map { Array($0.id.utf8) })
        var gone: [[UInt8]] = []
        try known.forEach { id in
            guard !present.contains(id), walk.coverage.contains(String(decoding: id, as: UTF8.self)),
                !Self.belongs(id, to: keptFiles), let root = try known.root(of: id)
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

extension IndexingReport.Problem {
    init(_ error: CorpusError, code: String = LibraryError.Code.unreadableSource.rawValue) {
        self.init(path: error.path, reason: error.reason, code: code, byteOffset: error.byteOffset, line: error.line)
    }
}

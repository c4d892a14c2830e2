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
    /// Ids of all sources that are there, read or not.
    private var present: Set<String> = []

    init(
        reading options: ReadingOptions, jobs: Int, writing: WritingState,
        progress: (@Sendable (IndexingProgress) -> Void)?
    ) {
        self.options = options
        self.jobs = jobs > 0 ? jobs : Parallel.coreCount
        self.writing = writing
        self.progress = ProgressCounter(progress)
    }

    /// Bytes of files that one thread reads at a time: many at first, so that a batch is well filled, then ever fewer, so
    /// that the threads end together.
    private static func unitSize(remaining: Int, jobs: Int) -> Int {
        min(max(remaining / (4 * jobs), 256 << 10), 4 << 20)
    }

    /// Indexes what a walk found, and commits.
    ///
    /// - Parameters:
    ///   - walk: The files.
    ///   - newest: Opens the newest commit; called when the lock is held.
    /// - Returns: What was done, but for the time it took.
    /// - Throws: What the parts throw; nothing is left for a later commit then.
    mutating func index(_ walk: CorpusWalk, newest: () throws -> Snapshot) async throws -> IndexingReport {
        // The lock comes first: what changed is found by comparing with a commit that nobody else replaces meanwhile.
        _ = try writing.commit()
        let known = KnownSources(try newest())
        report.skipped = walk.problems.map { IndexingReport.Problem($0) }
        report.otherTypes = walk.otherTypes
        progress.begin(sources: walk.files.count, bytes: walk.files.reduce(0) { $0 + $1.sizeInBytes })
        do {
            try await add(walk.files, comparingWith: known)
            try drop(known, walk)
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

    private mutating func add(_ files: [SourceFile], comparingWith known: KnownSources) async throws {
        let units = Self.units(of: files, jobs: jobs)
        let analysis = try Analysis.current
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
                        (number, try UnitReader(analysis, options, known, progress).read(unit))
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

    /// Cuts the files into runs of about ``unitSize(remaining:jobs:)`` bytes.
    private static func units(of files: [SourceFile], jobs: Int) -> [ArraySlice<SourceFile>] {
        var remaining = files.reduce(0) { $0 + $1.sizeInBytes }
        var units: [ArraySlice<SourceFile>] = []
        var start = 0
        var size = 0
        for (index, file) in files.enumerated() {
            size += file.sizeInBytes
            if size >= unitSize(remaining: remaining, jobs: jobs) {
                units.append(files[start...index])
                remaining -= size
                start = index + 1
                size = 0
            }
        }
        if start < files.count { units.append(files[start...]) }
        return units
    }

    private mutating func take(_ result: UnitResult) throws {
        report.added += result.added
        report.updated += result.updated
        report.unchanged += result.unchanged
        report.passages += result.passages
        report.sourceBytes += result.bytes
        report.skipped += result.problems.map { IndexingReport.Problem($0) }
        report.warnings += result.warnings.map { IndexingReport.Problem($0, code: "warning") }
        present.formUnion(result.sourceIDs)
        if let batch = result.batch { try writing.add(batch) }
    }

    // MARK: What is gone

    private mutating func drop(_ known: KnownSources, _ walk: CorpusWalk) throws {
        let unread = Set(report.skipped.map(\.path))
        let keptFiles = Set(walk.files.filter { unread.contains($0.path) }.map(\.id))
        var gone: [[UInt8]] = []
        try known.forEach { id in
            guard !present.contains(id), walk.coverage.contains(id) else { return }
            // An older version is better than none where the file could not be read this time.
            let file = id.firstIndex(of: "#").map { String(id[..<$0]) } ?? id
            guard !keptFiles.contains(id), !keptFiles.contains(file) else { return }
            gone.append(Array(id.utf8))
        }
        guard !gone.isEmpty else { return }
        let dropped = gone
        report.removed = try writing.withWriter { try $0.delete(sourceIDs: dropped) }
    }
}

extension IndexingReport.Problem {
    init(_ error: CorpusError, code: String = LibraryError.Code.unreadableSource.rawValue) {
        self.init(path: error.path, reason: error.reason, code: code, byteOffset: error.byteOffset)
    }
}

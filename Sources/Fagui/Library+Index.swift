internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

extension Library {
    /// Indexes files and folders: adds what is new, replaces what changed, drops what is gone below the paths, commits.
    ///
    /// A source that cannot be read is left out and reported; if the index has an older version of it, that stays.
    /// Cancelling the task ends it with an error of the code `cancelled`.
    /// - Parameters:
    ///   - paths: Files and folders.
    ///   - options: How they are read.
    ///   - progress: Called after every file, from any thread.
    /// - Returns: What was done, and what was left out and why.
    /// - Throws: ``LibraryError``; the last commit is as it was then.
    public func index(
        paths: [String], options: IndexingOptions = .init(),
        progress: (@Sendable (IndexingProgress) -> Void)? = nil
    ) async throws -> IndexingReport {
        do {
            let clock = ContinuousClock()
            let start = clock.now
            if let lexicon = options.lexicon { try writing.use(LexiconFile(parsing: Array(lexicon.utf8))) }
            let reading = try Self.readingOptions(options)
            let memory = try Self.memory(options.memory)
            let walk = try Self.walk(paths, followingLinks: options.followsLinks, memory)
            let plan = try MemoryPlan(
                memory: memory, jobs: CorpusIndexer.jobs(options.jobs), fileCount: walk.files.count,
                metadataSize: walk.metadataSize)
            var indexer = CorpusIndexer(reading: reading, memory: plan, writing: writing, progress: progress)
            var report = try await indexer.index(walk, below: Set(paths.map(SourceRoots.absolute))) {
                try self.reading.refresh()
                return self.reading.current.snapshot
            }
            try self.reading.refresh()
            let newest = try writing.analysis().name
            report.outdatedPassages = self.reading.current.snapshot.segments.reduce(0) {
                $0 + ($1.analysis == newest && $1.hasLibrarySchema ? 0 : $1.liveDocumentCount)
            }
            report.tookMicroseconds = Int((clock.now - start) / .microseconds(1))
            return report
        } catch {
            throw LibraryError.wrap(error, index: path)
        }
    }

    /// Keeps the words of a lexicon whole in texts to come; see ``IndexingOptions/lexicon``.
    ///
    /// - Parameter text: The lexicon; empty for none.
    /// - Throws: ``LibraryError``: `invalidArgument` for a line that cannot be understood.
    public func useLexicon(_ text: String) async throws {
        try wrapping { try writing.use(LexiconFile(parsing: Array(text.utf8))) }
    }

    /// Analyses the texts anew whose words were made by an older lexicon or another ICU, and commits.
    ///
    /// Texts whose words stay the same are left as they are; only the others are written again. Until it has passed, every
    /// text is asked in its own analysis and found as before.
    /// - Parameters:
    ///   - jobs: Threads; 0 = one a core.
    ///   - memory: Bytes of memory to work in; see ``IndexingOptions/memory``. A text that takes more ends it.
    /// - Returns: What changed.
    /// - Throws: ``LibraryError``; the last commit is as it was then.
    public func reanalyze(jobs: Int = 0, memory: Int = 0) async throws -> ReanalysisReport {
        do {
            let clock = ContinuousClock()
            let start = clock.now
            let plan = try MemoryPlan(memory: Self.memory(memory), jobs: CorpusIndexer.jobs(jobs), fileCount: 0)
            try writing.withWriter {
                try $0.limit(pending: plan.pending, merging: plan.merging, threads: plan.writerThreads)
            }
            _ = try writing.commit()
            try writing.withWriter { try $0.waitForMerges() }
            try reading.refresh()
            var report = try await Reanalyzer(view: reading.current, writing: writing, memory: plan).run()
            try reading.refresh()
            report.snapshot = reading.current.snapshot.generation
            report.tookMicroseconds = Int((clock.now - start) / .microseconds(1))
            return report
        } catch {
            throw LibraryError.wrap(error, index: path)
        }
    }

    static func readingOptions(_ options: IndexingOptions) throws -> ReadingOptions {
        guard options.jobs >= 0 else {
            throw LibraryError(
                .invalidArgument, "The number of jobs must not be negative.", advice: "Give 0 for one a core.")
        }
        guard let reading = ReadingOptions(encodingName: options.encoding, isLossy: options.isLossy) else {
            throw LibraryError(
                .invalidArgument, "There is no encoding called '\(options.encoding ?? "")'.",
                advice: "Use one of \(ReadingOptions.encodingNames.joined(separator: ", ")).")
        }
        return reading
    }

    /// What memory a run may take.
    private static func memory(_ wanted: Int) throws -> Int {
        guard wanted > 0 else { return AvailableMemory.usualBudget }
        guard wanted >= MemoryPlan.minimum else {
            throw LibraryError(
                .invalidArgument, "\(wanted) bytes of memory are too few to index anything.",
                advice: "Give \(MemoryPlan.minimum >> 20) MB or more.")
        }
        return wanted
    }

    /// Walks over the paths; files that two paths lead to are taken once.
    private static func walk(_ paths: [String], followingLinks: Bool, _ memory: Int) throws -> CorpusWalk {
        var walk = CorpusWalker.walk(
            paths, followingLinks: followingLinks, tableMemory: MemoryPlan.tables(ofMemory: memory))
        // By bytes, since equal strings may be the names of two files.
        var pathsByID: [[UInt8]: String] = [:]
        var files: [SourceFile] = []
        for file in walk.files {
            guard let other = pathsByID.updateValue(file.path, forKey: Array(file.id.utf8)) else {
                files.append(file)
                continue
            }
            guard other.utf8.elementsEqual(file.path.utf8) else {
                throw LibraryError(
                    .duplicateSource, "\(other) and \(file.path) would both be called '\(file.id)'.",
                    advice: "Rename one of the folders, or index them into two indexes.", path: file.path)
            }
        }
        walk.files = files
        return walk
    }
}

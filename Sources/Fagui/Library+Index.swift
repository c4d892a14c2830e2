internal import FaguiCorpus

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
            var indexer = CorpusIndexer(
                reading: try Self.readingOptions(options), jobs: options.jobs, writing: writing, progress: progress)
            var report = try await indexer.index(
                try Self.walk(paths), below: Set(paths.map(SourceRoots.absolute))
            ) {
                try reading.refresh()
                return reading.current.snapshot
            }
            try reading.refresh()
            report.tookMicroseconds = Int((clock.now - start) / .microseconds(1))
            return report
        } catch {
            throw LibraryError.wrap(error, index: path)
        }
    }

    private static func readingOptions(_ options: IndexingOptions) throws -> ReadingOptions {
        guard options.jobs >= 0 else {
            throw LibraryError(.invalidArgument, "The number of jobs must not be negative.")
        }
        guard let reading = ReadingOptions(encodingName: options.encoding, isLossy: options.isLossy) else {
            throw LibraryError(
                .invalidArgument, "There is no encoding called '\(options.encoding ?? "")'.",
                advice: "Use one of \(ReadingOptions.encodingNames.joined(separator: ", ")).")
        }
        return reading
    }

    /// Walks over the paths; files that two paths lead to are taken once.
    private static func walk(_ paths: [String]) throws -> CorpusWalk {
        var walk = CorpusWalker.walk(paths)
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

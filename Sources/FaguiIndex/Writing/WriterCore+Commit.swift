// Making changes durable; all of it on the writer's queue.
extension WriterCore {
    /// Commits all changes and returns the generation.
    func commit() throws -> UInt64 {
        try flush()
        guard !flushed.isEmpty || !pendingDeletions.isEmpty || !pendingAnalyses.isEmpty else {
            return committed.generation
        }
        let generation = try failing {
            var next: [SegmentReader] = []
            for reader in try (readers + flushed).map(renamingAnalysis) {
                guard let deleted = pendingDeletions[reader.info.name] else {
                    next.append(reader)
                    continue
                }
                // A segment in which nothing is alive goes as a whole.
                guard deleted.union(reader.deletedSources).count < reader.sourceCount else { continue }
                next.append(try deleting(deleted, in: reader))
            }
            return try install(next)
        }
        flushed = []
        pendingDeletions = [:]
        pendingAnalyses = [:]
        removeUnnamedFiles()
        if options.mergesInBackground { startDueMerge(isRetry: true) }
        return generation
    }

    /// The segment with the analysis that the next commit gives it.
    private func renamingAnalysis(of reader: SegmentReader) throws -> SegmentReader {
        guard let analysis = pendingAnalyses[reader.info.name] else { return reader }
        var info = reader.info
        info.analysis = analysis
        return try reader.with(deletions: info, in: directory)
    }

    /// Makes these segments the newest commit point. Their files are durable, their names in the folder perhaps not.
    ///
    /// What the old one kept alive is left to ``removeUnnamedFiles()``.
    func install(_ next: [SegmentReader]) throws -> UInt64 {
        let point = CommitPoint(
            generation: committed.generation + 1, nextSegmentNumber: nextNumber, schema: schema,
            segments: next.map(\.info))
        try point.write(to: directory) {
            filesInDoubt.formUnion(point.fileNames)
            filesInDoubt.formUnion(committed.fileNames)
        }
        filesInDoubt = []
        committed = point
        readers = next
        return point.generation
    }

    /// Removes files that the writer's own kind has made and nothing needs any more.
    ///
    /// What cannot be removed now is left to the next time: a commit that is durable must not fail for it.
    func removeUnnamedFiles() {
        var live = filesInDoubt.union(committed.fileNames)
        live.formUnion(flushed.flatMap(\.info.fileNames))
        live.insert(analysis)
        // No longer that of the batches to come, if another was kept since.
        live.formUnion(flushed.map(\.info.analysis))
        live.formUnion(pendingAnalyses.values)
        let names = ((try? directory.list()) ?? []).filter { IndexFiles.isOwn($0) && !live.contains($0) }
        // Deletions last: a crash in between, and the manifest lost after it, must not bring deleted texts back.
        let isDeletions = { (name: String) in IndexFiles.kind(of: name) == .deletions }
        for name in names.filter({ !isDeletions($0) }) + names.filter(isDeletions) {
            if let merge, name.hasPrefix(merge.outputName + ".") { continue }
            if let file = try? directory.map(name), file.maySurviveCrash { try? directory.remove(name) }
        }
    }

    /// Stores an analysis file, if it is not there, and uses it from now on.
    func keepAnalysis(_ bytes: [UInt8]) throws -> String {
        var hash = IndexFiles.contentHash(bytes)
        // Another content with the same hash takes the next name.
        var stored = try soundAnalysis(hash: hash)
        while let other = stored, other != bytes {
            hash &+= 1
            stored = try soundAnalysis(hash: hash)
        }
        let name = IndexFiles.analysisName(hash: hash)
        if name != analysis { try flush() }
        // A file that merely is there may be one whose fsync failed: only a commit or this writer vouches for it.
        let isDurable = durableAnalyses.contains(name) || committed.analyses.contains(name)
        if !isDurable || stored == nil {
            durableAnalyses.remove(name)
            let output = try EnvelopeOutput(directory, name: name, kind: .analysis, uniqueID: hash)
            try output.write(bytes)
            _ = try output.finish()
            durableAnalyses.insert(name)
        }
        analysis = name
        return name
    }

    /// Throws if no segment of the newest commit was made with this analysis, or its file is damaged.
    func checkAnalysis(named name: String) throws {
        guard committed.analyses.contains(name), let hash = IndexFiles.analysisHash(name) else {
            throw IndexError.limit("no segment of the newest commit was made with an analysis called \(name)")
        }
        _ = try storedAnalysis(hash: hash)
    }

    /// The bytes of an analysis file; nil where there is none, or a damaged one, which may be written again.
    ///
    /// - Throws: `io`: what merely cannot be read now may be what a commit needs, and must not be replaced.
    private func soundAnalysis(hash: UInt64) throws -> [UInt8]? {
        do {
            return try storedAnalysis(hash: hash)
        } catch IndexError.corrupt {
            return nil
        } catch let error as IndexError where error.isMissingFile {
            return nil
        }
    }

    private func storedAnalysis(hash: UInt64) throws -> [UInt8] {
        try AnalysisFile.open(directory, name: IndexFiles.analysisName(hash: hash)).content()
    }
}

import Dispatch
import Synchronization

extension WriterCore {
    /// A merge that runs.
    struct Merge: Sendable {
        /// The segments as they were when it began.
        let inputs: [SegmentReader]
        /// What the new segment is called.
        let outputName: String
        /// Threads that it may use.
        let threads: Int
    }

    /// Begins the merge that the policy asks for, if any. On the writer's queue.
    ///
    /// - Parameter isRetry: Whether to try again although the last merge failed. A commit does, so that a disk that was
    ///   full does not end merging for good; the end of a merge does not, or one that must fail would go on for ever.
    func startDueMerge(isRetry: Bool = false) {
        // While segments wait for another analysis a merge would be given up at its end, and begun again, without end.
        guard merge == nil, pendingAnalyses.isEmpty, isRetry || mergeError == nil,
            !isCancelled.load(ordering: .relaxed),
            let range = policy.nextMerge(readers.map { MergePolicy.Candidate($0.info, group: $0.mergeGroup) })
        else { return }
        mergeError = nil
        // Half of the processors are left to those who add.
        startMerge(of: range, threads: max(1, threads / 2))
    }

    /// Begins to merge segments of the last commit, while none is merged. On the writer's queue.
    private func startMerge(of range: Range<Int>, threads: Int) {
        let merge = Merge(inputs: Array(readers[range]), outputName: nextSegmentName(), threads: threads)
        self.merge = merge
        mergeGroup.enter()
        mergeQueue.async {
            let result = Result { try self.run(merge) }
            self.performForMerge { isUsable in
                if isUsable { self.finish(merge, result) }
                self.merge = nil
                self.removeUnnamedFiles()
                // The group is left only after the next merge has entered it, so that waiting waits for all.
                if isUsable, self.options.mergesInBackground { self.startDueMerge() }
            }
            self.mergeGroup.leave()
        }
    }

    /// Writes the new segment. Beside the writer's queue.
    private func run(_ merge: Merge) throws -> (segment: SegmentInfo?, sourceMaps: [[UInt32]]) {
        try SegmentMerger.merge(
            merge.inputs, name: merge.outputName, schema: schema, to: directory, threads: merge.threads,
            isCancelled: { isCancelled.load(ordering: .relaxed) })
    }

    /// Commits the new segment in the place of the old ones, and nothing that was not committed before.
    private func finish(_ merge: Merge, _ result: Result<(segment: SegmentInfo?, sourceMaps: [[UInt32]]), any Error>) {
        do {
            let (segment, sourceMaps) = try result.get()
            // Commits meanwhile may have dropped inputs whose last source was deleted, not moved them.
            let places = merge.inputs.map { input in
                readers.firstIndex { $0.info.name == input.info.name && $0.info.uniqueID == input.info.uniqueID }
            }
            let present = places.compactMap { $0 }
            guard let first = present.first, let last = present.last else { return }
            // Segments that were given another analysis meanwhile would lose it; the merge is due again.
            guard
                zip(places, merge.inputs).allSatisfy({ place, input in
                    place.map { readers[$0].info.analysis == input.info.analysis } ?? true
                }), pendingAnalyses.isEmpty
            else { return }
            var deleted: Set<UInt32> = [], pendingDeleted: Set<UInt32> = []
            for (index, input) in merge.inputs.enumerated() {
                let now = places[index].map { readers[$0] }
                for (source, target) in sourceMaps[index].enumerated() where target != UInt32.max {
                    if now?.isDeleted(source: source) ?? true {
                        deleted.insert(target)
                    } else if pendingDeletions[input.info.name]?.contains(UInt32(source)) == true {
                        pendingDeleted.insert(target)
                    }
                }
            }
            var next = readers
            var merged: [SegmentReader] = []
            if let segment, deleted.count < segment.sourceCount {
                merged = [try deleting(deleted, in: SegmentReader(segment, schema: schema, in: directory))]
            }
            next.replaceSubrange(first...last, with: merged)
            _ = try failing { try install(next) }
            for input in merge.inputs { pendingDeletions[input.info.name] = nil }
            if !pendingDeleted.isEmpty { pendingDeletions[merge.outputName] = pendingDeleted }
        } catch {
            // One that was told to stop is no failure.
            if !isCancelled.load(ordering: .relaxed) { mergeError = error }
        }
    }

    /// Waits until no merge runs or is due.
    func waitForMerges() throws {
        while try perform({ try isMerging(starting: { startDueMerge() }) }) { mergeGroup.wait() }
    }

    /// Commits, and leaves one segment of each run of one analysis and the same columns, without deleted documents.
    func mergeAll() throws {
        _ = try perform {
            // What failed in the background is about to be done again.
            mergeError = nil
            return try commit()
        }
        // Counted once, so that commits of other threads cannot keep this going for ever.
        var rounds: Int?
        while try perform({
            // A merge that runs is let end first; it may hold part of what is to be merged.
            try isMerging(starting: {
                let runs = MergePolicy.runs(readers.map(\.mergeGroup))
                let left = rounds ?? runs.count
                rounds = left - 1
                guard left > 0, let run = runs.first(where: { $0.count > 1 || hasDeletions($0) }) else { return }
                try checkThatTheyFit(run)
                startMerge(of: run, threads: threads)
            })
        }) { mergeGroup.wait() }
    }

    /// Commits, and writes each segment anew that has files of an older format, one after another.
    ///
    /// - Returns: How many were.
    func rewriteOlderFormats() throws -> Int {
        _ = try perform {
            mergeError = nil
            return try commit()
        }
        // Counted once, as above.
        let count = try perform { readers.count { $0.hasOlderFormat } }
        var left = count
        while try perform({
            try isMerging(starting: {
                left -= 1
                guard left >= 0, let index = readers.firstIndex(where: { $0.hasOlderFormat }) else { return }
                startMerge(of: index..<index + 1, threads: threads)
            })
        }) { mergeGroup.wait() }
        // One may have been given up, since a commit came in between.
        return try count - perform { readers.count { $0.hasOlderFormat } }
    }

    private func hasDeletions(_ run: Range<Int>) -> Bool { readers[run].contains { $0.info.deletions != nil } }

    /// Whether a merge runs, after having begun one where none did. Throws what the last merge threw.
    private func isMerging(starting start: () throws -> Void) throws -> Bool {
        if let mergeError {
            self.mergeError = nil
            throw mergeError
        }
        if merge == nil { try start() }
        return merge != nil
    }

    private func checkThatTheyFit(_ run: Range<Int>) throws {
        let count = readers[run].reduce(0) { $0 + UInt64($1.liveDocumentCount) }
        guard count <= policy.maxDocumentCount else {
            throw IndexError.limit("\(count) documents are too many for one segment of \(policy.maxDocumentCount)")
        }
    }
}

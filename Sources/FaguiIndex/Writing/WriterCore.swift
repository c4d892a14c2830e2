import Dispatch
import Synchronization

/// What stands behind an ``IndexWriter``: its state, and how a call gets at it.
///
/// - Invariant: After `init` the variables are touched on `queue` alone, which makes the class safe to share between
///   threads; the merge in the background has its own constants and comes back to `queue` with its result.
final class WriterCore: @unchecked Sendable {
    let directory: any Directory
    let schema: Schema
    private(set) var options: IndexWriter.Options
    private(set) var policy = MergePolicy()

    /// Carries out all calls, one after another.
    private let queue = DispatchQueue(label: "fagui.index.writer")
    /// Where merges run, one at a time.
    let mergeQueue = DispatchQueue(label: "fagui.index.merge", qos: .utility)
    /// Entered while a merge runs.
    let mergeGroup = DispatchGroup()
    /// Whether a running merge should give up.
    let isCancelled = Atomic<Bool>(false)

    /// The newest commit point.
    var committed: CommitPoint
    /// The segments of `committed`, in their order.
    var readers: [SegmentReader] = []
    /// Segments written since, in the order of their documents, which no commit names yet.
    var flushed: [SegmentReader] = []
    /// Batches that come behind `flushed`.
    var pending = PendingBatches()
    /// Sources to be deleted by the next commit, by the name of their segment in `readers` or `flushed`.
    var pendingDeletions: [String: Set<UInt32>] = [:]
    /// Segments that the next commit gives another analysis, by their name in `readers`.
    var pendingAnalyses: [String: String] = [:]
    /// The number for the next name. Goes up only: a name is never used twice while the writer lives.
    var nextNumber: UInt64 = 1
    /// The name of the analysis of the batches to come.
    var analysis: String
    /// Analysis files that this writer has made durable.
    var durableAnalyses: Set<String> = []
    /// The merge that runs.
    var merge: Merge?
    /// Why the last merge failed; until that is reported, or a commit tries again, no other begins.
    var mergeError: (any Error)?
    /// Files of a commit point that may be the newest or not, since its last steps failed.
    var filesInDoubt: Set<String> = []

    private var lock: (any DirectoryLock)?
    private var failure: String?
    private var isClosed = false

    init(directory: any Directory, schema: Schema, options: IndexWriter.Options) throws {
        if let fault = schema.fault { throw IndexError.limit(fault) }
        self.directory = directory
        self.options = options
        policy.memoryBudget = UInt64(max(0, options.mergeBudget))
        analysis = options.analysis
        let lock = try directory.lock(IndexFiles.lock)
        let found = try CommitPoint.read(from: directory)
        committed = found ?? CommitPoint(generation: 0, nextSegmentNumber: 1, schema: schema, segments: [])
        // Columns may come to an index behind those that it has; its old segments do without.
        let kept = committed.schema.grown(to: schema)
        if let difference = schema.difference(from: kept) {
            throw IndexError.schemaMismatch(reason: difference)
        }
        self.schema = kept
        do {
            readers = try committed.segments.map { try SegmentReader($0, schema: kept, in: directory) }
        } catch let error as IndexError where error.isMissingFile {
            // Nobody else may remove files while the lock is held.
            throw error.asMissingFromCommit
        }
        nextNumber = committed.nextSegmentNumber
        self.lock = lock
        if !analysis.isEmpty { try checkAnalysis(named: analysis) }
        // A manifest that is seen need not be durable yet, if the last writer was killed between rename and fsync.
        try directory.synchronize()
        removeUnnamedFiles()
        // The manifest comes before any segment, so that segments without one are known for damage.
        if found == nil { _ = try install([]) }
    }

    /// Changes what memory and threads may be used.
    func limit(pending: Int, merging: Int, threads: Int) {
        options.memoryBudget = pending
        options.mergeBudget = merging
        options.threads = threads
        policy.memoryBudget = UInt64(max(0, merging))
    }

    /// Threads to write and merge with.
    var threads: Int { options.threads > 0 ? options.threads : Parallel.coreCount }

    /// Carries out a call after the earlier ones.
    func perform<Result>(_ body: () throws -> Result) throws -> Result {
        try performEvenIfFailed {
            if let failure { throw IndexError.writerFailed(reason: failure) }
            return try body()
        }
    }

    /// Carries out a call that a failed writer takes too.
    func performEvenIfFailed<Result>(_ body: () throws -> Result) throws -> Result {
        try queue.sync {
            guard !isClosed else { throw IndexError.writerFailed(reason: "it was closed") }
            return try body()
        }
    }

    /// Brings the result of a merge in, also to a writer that is closing.
    func performForMerge(_ body: (_ isUsable: Bool) -> Void) {
        queue.sync { body(!isClosed && failure == nil) }
    }

    /// Runs steps after whose failure the state is no longer known.
    func failing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            failure = "\(error)"
            throw error
        }
    }

    /// Takes up the commit point that is on disk, and drops all else.
    func rollback() throws {
        guard let found = try CommitPoint.read(from: directory) else {
            throw IndexError.notFound(path: directory.path)
        }
        if !filesInDoubt.isEmpty {
            // What is taken up now is answered for: the power must not bring the other commit back.
            try directory.synchronize()
        }
        readers = try found.segments.map { info in
            try readers.first { $0.info == info } ?? SegmentReader(info, schema: schema, in: directory)
        }
        committed = found
        filesInDoubt = []
        nextNumber = max(nextNumber, found.nextSegmentNumber)
        dropUncommitted()
        // What made the writer fail was told by each call since, also where it was a merge.
        if failure != nil { mergeError = nil }
        failure = nil
        removeUnnamedFiles()
    }

    /// Ends merging, drops what was not committed, and gives the lock back. A second call does nothing.
    func close() {
        isCancelled.store(true, ordering: .relaxed)
        queue.sync { isClosed = true }
        mergeGroup.wait()
        queue.sync {
            guard lock != nil else { return }
            dropUncommitted()
            // No batch will come that could name it.
            analysis = ""
            removeUnnamedFiles()
            readers = []
            lock = nil
        }
    }

    private func dropUncommitted() {
        pending = PendingBatches()
        flushed = []
        pendingDeletions = [:]
        pendingAnalyses = [:]
    }
}

/// The one writer of an index: takes batches, deletes by source id, commits, merges.
///
/// After an error of ``add(_:)`` or ``commit()`` that came from the disk the writer is unusable until ``rollback()``;
/// the last commit stays as it is.
/// - Concurrency: Safe from any thread; calls are carried out one after another. Merges run beside them.
public final class IndexWriter: Sendable {
    /// How the writer works.
    public struct Options: Sendable {
        /// Bytes of batches held in memory before a segment is written.
        public var memoryBudget = 768 << 20
        /// Bytes of memory that a merge in the background may take, roughly; segments that need more stay apart.
        public var mergeBudget = Int.max
        /// Threads used to write and merge; 0 = one a core.
        public var threads = 0
        /// The name of the analysis of the batches to come, one that a committed segment names; see
        /// ``IndexWriter/keepAnalysis(_:)``. Empty for none.
        public var analysis = ""
        /// Whether segments are merged in the background after a commit.
        public var mergesInBackground = true
        /// The usual options.
        public init() {}
    }

    private let core: WriterCore

    /// Takes the lock and opens the index, or makes and commits an empty one where there is none.
    ///
    /// Files that no commit names, left by a writer that was killed, are removed.
    /// - Throws: ``IndexError/locked(path:)``, ``IndexError/schemaMismatch(reason:)``, and what opening throws.
    public init(directory: any Directory, schema: Schema, options: Options = .init()) throws {
        core = try WriterCore(directory: directory, schema: schema, options: options)
    }

    deinit {
        core.close()
    }

    /// Stores an analysis file under a name made from its content, and uses it for the batches to come.
    ///
    /// Durable with the next commit, and dropped with the last segment that names it.
    /// - Returns: The name.
    @discardableResult
    public func keepAnalysis(_ bytes: [UInt8]) throws -> String {
        try core.perform { try core.keepAnalysis(bytes) }
    }

    /// Changes what memory and threads the writer may use from now on.
    ///
    /// - Parameters:
    ///   - pending: As ``Options/memoryBudget``.
    ///   - merging: As ``Options/mergeBudget``.
    ///   - threads: As ``Options/threads``.
    /// - Throws: `writerFailed` where the writer is closed or has failed.
    package func limit(pending: Int, merging: Int, threads: Int) throws {
        try core.perform { core.limit(pending: pending, merging: merging, threads: threads) }
    }

    /// Writes the batches that wait in memory as a segment, which the next commit makes visible, if they take more bytes.
    package func flush(ifAbove size: Int) throws {
        try core.perform { if core.pending.sizeInBytes > size { try core.flush() } }
    }

    /// Says that committed segments give the same terms by the analysis that was stored last: from the next commit on they
    /// name it instead of their own.
    ///
    /// The caller vouches for it: every live document of theirs must have the same terms by both, once the deletions and
    /// replacements of the same commit are done.
    /// - Parameter names: Names of segments of the newest commit.
    /// - Throws: `limit` for other names, or where no analysis was stored.
    package func adoptAnalysis(segments names: Set<String>) throws {
        try core.perform { try core.adoptAnalysis(segments: names) }
    }

    /// Adds a batch after all earlier ones. A source replaces the earlier one of the same id.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - sources: Numbers of sources in the batch that must not be found, and replace nothing.
    /// - Throws: ``IndexError/schemaMismatch(reason:)`` for a batch made for other fields, `limit`, `io`, `corrupt`.
    public func add(_ batch: sending DocumentBatch, without sources: Set<Int> = []) throws {
        try core.perform { try core.add(batch, without: sources) }
    }

    /// Deletes sources by id, added before or committed. Returns how many there were.
    @discardableResult
    public func delete(sourceIDs: [[UInt8]]) throws -> Int {
        try core.perform { try core.delete(sourceIDs: sourceIDs) }
    }

    /// Makes all of it durable and visible, atomically. Without changes nothing is written.
    ///
    /// - Returns: The generation of the newest commit point, from 1.
    @discardableResult
    public func commit() throws -> UInt64 {
        try core.perform { try core.commit() }
    }

    /// Drops what was not committed, and makes a failed writer usable again.
    public func rollback() throws {
        try core.performEvenIfFailed { try core.rollback() }
    }

    /// Waits until no merge runs or is due, and commits their results, nothing else.
    ///
    /// - Throws: The error of the last merge, if it failed in the background and was not reported; the index is as it
    ///   was.
    public func waitForMerges() throws {
        try core.waitForMerges()
    }

    /// Commits, merges all segments into one without deleted documents, and commits that. Neighbours that were made
    /// with different analyses stay apart.
    ///
    /// - Throws: `limit` where the documents are too many for one segment, `io`, `corrupt`.
    public func mergeAll() throws {
        try core.mergeAll()
    }

    /// Commits, and writes the segments anew that have files of an older format: each one is a commit, and what was not
    /// reached stays as it was.
    ///
    /// - Returns: How many there were.
    /// - Throws: `io`, `corrupt`.
    package func rewriteOlderFormats() throws -> Int {
        try core.rewriteOlderFormats()
    }

    /// Ends merging, drops what was not committed, gives the lock back. Later calls throw.
    public func close() {
        core.close()
    }
}

/// The one writer of an index: takes batches, deletes by source id, commits, merges.
///
/// - Concurrency: Safe from any thread; calls are carried out one after another.
public final class IndexWriter: Sendable {
    /// How the writer works.
    public struct Options: Sendable {
        /// Bytes of batches held in memory before a segment is written.
        public var memoryBudget = 512 << 20
        /// Threads used to write and merge; 0 = one a core.
        public var threads = 0
        /// The name of the analysis of the batches to come; see ``IndexWriter/keepAnalysis(_:)``.
        public var analysis = ""
        /// Whether segments are merged in the background after a commit.
        public var mergesInBackground = true
        /// The usual options.
        public init() {}
    }

    /// Takes the lock and opens the index, or makes an empty one where there is none.
    ///
    /// - Throws: ``IndexError/locked(path:)``, ``IndexError/schemaMismatch(reason:)``, and what opening throws.
    public init(directory: any Directory, schema: Schema, options: Options = .init()) throws { fatalError("skeleton") }

    /// Stores an analysis file under a name made from its content, and uses it for the batches to come.
    ///
    /// Durable with the next commit, and dropped with the last segment that names it.
    /// - Returns: The name.
    @discardableResult
    public func keepAnalysis(_ bytes: [UInt8]) throws -> String { fatalError("skeleton") }

    /// Adds a batch after all earlier ones. A source replaces the earlier one of the same id.
    public func add(_ batch: sending DocumentBatch) throws { fatalError("skeleton") }

    /// Deletes sources by id, added before or committed. Returns how many there were.
    @discardableResult
    public func delete(sourceIDs: [[UInt8]]) throws -> Int { fatalError("skeleton") }

    /// Makes all of it durable and visible, atomically. Without changes nothing is written.
    ///
    /// - Returns: The generation of the newest commit point; 0 in an index that never had one.
    @discardableResult
    public func commit() throws -> UInt64 { fatalError("skeleton") }

    /// Drops what was not committed.
    public func rollback() throws { fatalError("skeleton") }

    /// Waits until no merge runs or is due, and commits their results.
    public func waitForMerges() throws { fatalError("skeleton") }

    /// Merges all segments into one without deleted documents, and commits.
    public func mergeAll() throws { fatalError("skeleton") }

    /// Ends merging, drops what was not committed, gives the lock back. Later calls throw.
    public func close() { fatalError("skeleton") }
}

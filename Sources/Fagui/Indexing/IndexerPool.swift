internal import FaguiIndex
internal import FaguiText
internal import Synchronization

/// Indexers that no thread uses: what one has in memory, from folding tables to term tables, serves run after run of
/// files.
///
/// - Invariant of the `@unchecked`: `idle` is touched behind the lock alone; an indexer is idle or held by one caller.
final class IndexerPool: @unchecked Sendable {
    private let analysis: Analysis
    /// Bytes of memory that an idle indexer may keep.
    private let keptSize: Int
    private let mutex = Mutex<Void>(())
    private var idle: [SourceIndexer] = []

    init(_ analysis: Analysis, keptSize: Int) {
        self.analysis = analysis
        self.keptSize = keptSize
    }

    /// Bytes of memory that the batches of idle indexers take.
    var idleSize: Int { mutex.withLock { _ in idle.reduce(0) { $0 + $1.batch.sizeInBytes } } }

    /// Makes an indexer for one use: what a large text leaves behind in it is not kept.
    func withNewIndexer<R>(_ body: (SourceIndexer) throws -> R) throws -> R { try body(SourceIndexer(analysis)) }

    /// Lets go of all that is idle.
    func removeAll() { mutex.withLock { _ in idle = [] } }

    /// Lends an indexer with an empty batch. It is not lent again if `body` throws: its batch may be spoilt.
    func withIndexer<R>(_ body: (SourceIndexer) throws -> R) throws -> R {
        let indexer = try mutex.withLock { _ in idle.popLast() } ?? SourceIndexer(analysis)
        let result = try body(indexer)
        // The room of a unit of very many terms is not needed for the next one.
        if indexer.batch.sizeInBytes > keptSize { indexer.dropBatch() }
        mutex.withLock { _ in idle.append(indexer) }
        return result
    }
}

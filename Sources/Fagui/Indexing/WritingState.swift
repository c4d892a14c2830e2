internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText
internal import Synchronization

/// The writer of a library, opened by the first call that writes, and what was added through it one text at a time.
final class WritingState: Sendable {
    /// A writer, and the texts that it has not been given yet.
    private struct Open {
        let writer: IndexWriter
        let indexer: SourceIndexer
    }

    /// Bytes of single texts gathered before the writer gets them.
    private static var batchBudget: Int { 16 << 20 }

    private let directory: FileSystemDirectory
    private let open = Mutex<Open?>(nil)

    init(_ directory: FileSystemDirectory) {
        self.directory = directory
    }

    /// Calls `body` with the writer, opening it first where it is not.
    func withWriter<R: Sendable>(_ body: (IndexWriter) throws -> R) throws -> R {
        let writer = try open.withLock { try Self.opened(&$0, directory).writer }
        return try body(writer)
    }

    private static func opened(_ open: inout sending Open?, _ directory: FileSystemDirectory) throws -> Open {
        if let open { return open }
        let analysis = try Analysis.current
        let writer = try IndexWriter(directory: directory, schema: LibrarySchema.schema)
        try writer.keepAnalysis(analysis.serialized)
        let new = Open(writer: writer, indexer: try SourceIndexer(analysis))
        open = new
        return new
    }

    /// Adds one text, read as a plain text file would be.
    func add(id: String, title: String, text: String, metadata: [MetadataEntry]) throws {
        let hash = ContentHash.of(Array(text.utf8))
        var source = CorpusReader.read(text: text, id: id, path: id, title: title)
        source.fields += metadata.map { SourceText.Field(key: $0.key, value: $0.value) }
        let read = source
        try open.withLock { held in
            let open = try Self.opened(&held, directory)
            open.indexer.add(read, contentHash: hash)
            if open.indexer.batch.sizeInBytes > Self.batchBudget { try Self.hand(over: open) }
        }
    }

    /// Removes sources, and commits. Says for each id whether it was there.
    func remove(ids: [String]) throws -> [Bool] {
        try withWriter { writer in
            let found = try ids.map { try writer.delete(sourceIDs: [Array($0.utf8)]) > 0 }
            if found.contains(true) { try writer.commit() }
            return found
        }
    }

    /// Commits what was added.
    func commit() throws -> UInt64 {
        try open.withLock { held in
            let open = try Self.opened(&held, directory)
            if open.indexer.batch.sourceCount > 0 { try Self.hand(over: open) }
            return try open.writer.commit()
        }
    }

    private static func hand(over open: Open) throws {
        // Safe: the indexer keeps nothing of a batch that it hands over.
        nonisolated(unsafe) let batch = open.indexer.takeBatch()
        try open.writer.add(batch)
    }

    /// Gives the lock back; what was not committed is dropped.
    func close() {
        open.withLock { held in
            held?.writer.close()
            held = nil
        }
    }
}

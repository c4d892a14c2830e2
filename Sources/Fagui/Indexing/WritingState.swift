internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText
internal import Synchronization

/// The writer of a library, opened by the first call that writes, and what was added through it one text at a time.
final class WritingState: Sendable {
    /// A writer, and the texts that it has not been given yet.
    private struct Open {
        let writer: IndexWriter
        /// By which texts are analysed, and its name in the index.
        let analysis: Analysis
        let analysisName: String
        let indexer: SourceIndexer

        /// Stores an analysis and uses it from now on.
        init(_ writer: IndexWriter, _ analysis: Analysis) throws {
            self.writer = writer
            self.analysis = analysis
            analysisName = try writer.keepAnalysis(analysis.serialized)
            indexer = try SourceIndexer(analysis)
        }
    }

    /// What the lock guards. A class, since what lies in a `Mutex` cannot be handed to a function and kept.
    ///
    /// Invariant of the `@unchecked`: `open` is touched only inside ``withLock(_:)``.
    private final class State: @unchecked Sendable {
        private let mutex = Mutex<Void>(())
        var open: Open?

        func withLock<R: Sendable>(_ body: (State) throws -> R) rethrows -> R {
            try mutex.withLock { _ in try body(self) }
        }
    }

    /// Bytes of single texts gathered before the writer gets them.
    private static var batchBudget: Int { 16 << 20 }

    private let directory: FileSystemDirectory
    private let state = State()

    init(_ directory: FileSystemDirectory) {
        self.directory = directory
    }

    /// Calls `body` with the writer, opening it first where it is not.
    func withWriter<R: Sendable>(_ body: (IndexWriter) throws -> R) throws -> R {
        try body(try withOpen { $0.writer })
    }

    /// Calls `body` with the writer where it is open.
    func withOpenWriter(_ body: (IndexWriter) throws -> Void) throws {
        let writer = state.withLock { $0.open?.writer }
        try writer.map(body)
    }

    /// Calls `body`, one caller after another, with the writer and the indexer of single texts.
    private func withOpen<R: Sendable>(_ body: (Open) throws -> R) throws -> R {
        try state.withLock { state in
            if let open = state.open { return try body(open) }
            let writer = try IndexWriter(directory: directory, schema: LibrarySchema.schema)
            // A user's words stay with the index until others take their place; and what was compiled is not again.
            let open = try Open(writer, newestAnalysis()?.broughtUpToDate() ?? .current)
            state.open = open
            return try body(open)
        }
    }

    /// The analysis of the newest segment; nil where there is none.
    private func newestAnalysis() throws -> Analysis? {
        let snapshot = try Snapshot.open(directory)
        guard let name = snapshot.segments.last?.analysis else { return nil }
        // Every byte is checked, since new segments will stand on it.
        return try Analysis(serialized: snapshot.analysis(named: name))
    }

    /// Uses other words of a user's for the texts to come.
    func use(_ lexicon: LexiconFile) throws {
        let analysis = try Analysis.current(with: lexicon)
        try withOpen { open in
            if open.indexer.batch.sourceCount > 0 { try Self.hand(over: open) }
        }
        try state.withLock { state in
            guard let open = state.open else { return }
            state.open = try Open(open.writer, analysis)
        }
    }

    /// The analysis of the texts to come, and its name in the index.
    func analysis() throws -> (analysis: Analysis, name: String) {
        try withOpen { ($0.analysis, $0.analysisName) }
    }

    /// Adds one text, read as a plain text file would be.
    func add(id: String, title: String, text: String, metadata: [MetadataEntry]) throws {
        var source = CorpusReader.read(text: text, id: id, path: id, title: title)
        source.addStated(metadata.map(\.field))
        let hash = Array(text.utf8).withUnsafeBytes { ContentHash.of($0) }
        let read = source
        try withOpen { open in
            do {
                try open.indexer.add(read, contentHash: hash)
            } catch {
                // Half a text must not be written; all that was not committed goes with it, rather than some of it.
                open.indexer.dropBatch()
                try open.writer.rollback()
                throw error
            }
            if open.indexer.batch.sizeInBytes > Self.batchBudget { try Self.hand(over: open) }
        }
    }

    /// Removes sources, and commits.
    func remove(_ sourceIDs: [[UInt8]]) throws {
        guard !sourceIDs.isEmpty else { return }
        try withOpen { open in
            try open.writer.delete(sourceIDs: sourceIDs)
            try open.writer.commit()
        }
    }

    /// Commits what was added.
    func commit() throws -> UInt64 {
        try withOpen { open in
            if open.indexer.batch.sourceCount > 0 { try Self.hand(over: open) }
            return try open.writer.commit()
        }
    }

    /// Adds a batch that was filled elsewhere, after all that was added before, less some of its sources.
    func add(_ batch: InvertedBatch, without sources: Set<Int> = []) throws {
        try withOpen { open in
            if open.indexer.batch.sourceCount > 0 { try Self.hand(over: open) }
            // Safe by the invariant of `InvertedBatch`.
            nonisolated(unsafe) let batch = batch.batch
            try open.writer.add(batch, without: sources)
        }
    }

    /// Drops what was not committed.
    func rollback() throws {
        try withOpen { open in
            open.indexer.dropBatch()
            try open.writer.rollback()
        }
    }

    private static func hand(over open: Open) throws {
        // Safe: the indexer keeps nothing of a batch that it hands over.
        nonisolated(unsafe) let batch = open.indexer.takeBatch()
        try open.writer.add(batch)
    }

    /// Gives the lock back; what was not committed is dropped.
    func close() {
        state.withLock { state in
            state.open?.writer.close()
            state.open = nil
        }
    }
}

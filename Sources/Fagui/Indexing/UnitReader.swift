internal import FaguiCorpus
internal import FaguiIndex

/// What one thread made of a run of files.
struct UnitResult: Sendable {
    var added = 0
    var updated = 0
    var unchanged = 0
    var passages = 0
    var bytes = 0
    var sourceIDs: [String] = []
    var problems: [CorpusError] = []
    var warnings: [CorpusError] = []
    /// Nil where nothing changed.
    var batch: InvertedBatch?
}

/// A batch on its way from the thread that filled it to the writer.
///
/// Invariant of the `@unchecked`: exactly one thread holds it at any time; whoever filled it keeps no reference.
struct InvertedBatch: @unchecked Sendable {
    let batch: DocumentBatch
}

/// Reads a run of files into one batch.
struct UnitReader {
    private let indexers: IndexerPool
    private let reader: CorpusReader
    private let variant: UInt64
    private let known: KnownSources
    private let progress: ProgressCounter

    init(_ indexers: IndexerPool, _ options: ReadingOptions, _ known: KnownSources, _ progress: ProgressCounter) {
        self.indexers = indexers
        self.known = known
        self.progress = progress
        reader = CorpusReader(options)
        variant = options.variant
    }

    func read(_ files: ArraySlice<SourceRoots.PlacedFile>) throws -> UnitResult {
        try indexers.withIndexer { try read(files, with: $0) }
    }

    private func read(_ files: ArraySlice<SourceRoots.PlacedFile>, with indexer: SourceIndexer) throws -> UnitResult {
        var result = UnitResult()
        for placed in files {
            try Task.checkCancellation()
            do {
                try read(placed, into: &result, indexer)
            } catch let error as CorpusError {
                result.problems.append(error)
            }
            progress.advance(bytes: placed.file.sizeInBytes)
        }
        if indexer.batch.sourceCount > 0 { result.batch = InvertedBatch(batch: indexer.takeBatch()) }
        return result
    }

    private func read(
        _ placed: SourceRoots.PlacedFile, into result: inout UnitResult, _ indexer: SourceIndexer
    ) throws {
        // Of the source that was asked about last, which is the one that is read next.
        var hash: Int64 = 0
        let report = try reader.read(
            placed.file,
            isUnchanged: { id, bytes in
                hash = ContentHash.of(bytes, variant: variant)
                guard try known.contentHash(of: Array(id.utf8)) == hash else { return false }
                result.unchanged += 1
                return true
            },
            body: { source in
                if let root = try known.root(of: Array(source.id.utf8)) {
                    try see(that: root, mayBeReplacedBy: placed, id: source.id)
                    result.updated += 1
                } else {
                    result.added += 1
                }
                result.passages += source.passages.count
                try indexer.add(source, contentHash: hash, root: placed.root)
            })
        result.bytes += report.byteCount
        result.sourceIDs += report.sourceIDs
        result.problems += report.problems
        result.warnings += report.warnings
    }

    /// A source of another folder of the same name is not replaced, unless that folder is gone: then it was moved.
    private func see(that root: String, mayBeReplacedBy placed: SourceRoots.PlacedFile, id: String) throws {
        guard !root.isEmpty, root != placed.root, SourceRoots.exists(root) else { return }
        throw LibraryError(
            .duplicateSource,
            "\(placed.file.path) would be called '\(id)', as a text of \(root) is that is indexed already.",
            advice: "Rename one of the folders, or index them into two indexes.", path: placed.file.path)
    }
}

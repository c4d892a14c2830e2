internal import FaguiCorpus
internal import FaguiIndex

/// A source as it was found in a file.
struct FoundSource: Sendable {
    /// What became of it.
    enum Change: Sendable {
        case added, updated, unchanged
        /// It is there, but cannot be read.
        case leftOut
    }

    var id: String
    /// Of a row.
    var place: CorpusReader.RowPlace?
    var file: SourceFile
    var change = Change.leftOut
    var passages = 0
}

/// What one thread made of a run of files.
struct UnitResult: Sendable {
    /// In the order of the files; those that were added or updated are the sources of ``batch``.
    var sources: [FoundSource] = []
    var bytes = 0
    var problems: [CorpusError] = []
    var warnings: [CorpusError] = []
    /// Files in archives that are of other types, by their ending.
    var otherTypes: [String: Int] = [:]
    /// Nil where nothing changed.
    var batch: InvertedBatch?
}

/// A batch on its way from the thread that filled it to the writer.
///
/// Invariant of the `@unchecked`: exactly one thread holds it at any time; whoever filled it keeps no reference.
struct InvertedBatch: @unchecked Sendable {
    let batch: DocumentBatch
}

/// Reads a run of files, or of parts of them, into one batch.
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

    func read(_ parts: ArraySlice<SourceRoots.PlacedPart>) throws -> UnitResult {
        try indexers.withIndexer { try read(parts, with: $0) }
    }

    private func read(_ parts: ArraySlice<SourceRoots.PlacedPart>, with indexer: SourceIndexer) throws -> UnitResult {
        var result = UnitResult()
        for placed in parts {
            try Task.checkCancellation()
            do {
                try read(placed, into: &result, indexer)
            } catch let error as CorpusError {
                result.problems.append(error)
            }
            progress.advance(sources: placed.part.isLast ? 1 : 0, bytes: placed.part.sizeInBytes)
        }
        if indexer.batch.sourceCount > 0 { result.batch = InvertedBatch(batch: indexer.takeBatch()) }
        return result
    }

    private func read(
        _ placed: SourceRoots.PlacedPart, into result: inout UnitResult, _ indexer: SourceIndexer
    ) throws {
        // Of the source that was asked about last, which is the one that is read next.
        var hash: Int64 = 0
        let file = placed.part.file
        // What a table beside the file says of it belongs to the text.
        let variant = variant ^ file.metadataVariant
        let first = result.sources.count
        let report = try reader.read(
            placed.part,
            isUnchanged: { id, bytes in
                result.sources.append(FoundSource(id: id, file: file))
                hash = ContentHash.of(bytes, variant: variant)
                guard try known.contentHash(of: Array(id.utf8)) == hash else { return false }
                result.sources[result.sources.count - 1].change = .unchanged
                return true
            },
            body: { source in
                let last = result.sources.count - 1
                let root = try known.root(of: Array(source.id.utf8))
                if let root { try see(that: root, mayBeReplacedBy: placed, id: source.id) }
                try indexer.add(source, contentHash: hash, root: placed.root)
                result.sources[last].change = root == nil ? .added : .updated
                result.sources[last].passages = source.passages.count
            })
        for (index, place) in report.rowPlaces.enumerated() { result.sources[first + index].place = place }
        for id in report.leftOut { result.sources.append(FoundSource(id: id, file: file)) }
        result.otherTypes.merge(report.otherTypes, uniquingKeysWith: +)
        result.bytes += report.byteCount
        result.problems += report.problems
        result.warnings += report.warnings
    }

    /// A source of another folder of the same name is not replaced, unless that folder is gone: then it was moved.
    private func see(that root: String, mayBeReplacedBy placed: SourceRoots.PlacedPart, id: String) throws {
        guard !root.isEmpty, root != placed.root, SourceRoots.exists(root) else { return }
        throw LibraryError(
            .duplicateSource,
            "\(placed.part.file.path) would be called '\(id)', as a text of \(root) is that is indexed already.",
            advice: "Rename one of the folders, or index them into two indexes.", path: placed.part.file.path)
    }
}

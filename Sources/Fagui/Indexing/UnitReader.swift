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
    /// In the order of the files; those that were added or updated are the sources of ``batches``.
    var sources: [FoundSource] = []
    var bytes = 0
    var problems: [CorpusError] = []
    var warnings: [CorpusError] = []
    /// Files in archives that are of other types, by their ending.
    var otherTypes: [String: Int] = [:]
    /// The changed sources in order; none where nothing changed.
    var batches: [InvertedBatch] = []

    /// Bytes of memory held, roughly.
    var sizeInBytes: Int { batches.reduce(256 * sources.count) { $0 + $1.batch.sizeInBytes } }
}

/// A batch on its way from the thread that filled it to the writer.
///
/// Invariant of the `@unchecked`: exactly one thread holds it at any time; whoever filled it keeps no reference.
struct InvertedBatch: @unchecked Sendable {
    let batch: DocumentBatch
}

/// Reads a run of files, or of parts of them, into batches: one, unless it takes too much memory to be read beside others.
struct UnitReader {
    private let indexers: IndexerPool
    private let variant: UInt64
    private let known: KnownSources
    private let progress: ProgressCounter
    private let options: ReadingOptions

    /// A unit takes more memory than it may beside others.
    private struct NeedsMemory: Error {}

    init(_ indexers: IndexerPool, _ options: ReadingOptions, _ known: KnownSources, _ progress: ProgressCounter) {
        self.indexers = indexers
        self.known = known
        self.progress = progress
        self.options = options
        variant = options.variant
    }

    /// Reads a unit beside others.
    ///
    /// - Parameters:
    ///   - parts: The unit.
    ///   - memory: Bytes that it may take.
    /// - Returns: What became of it; nil where it takes more, and nothing of it counts then.
    /// - Throws: What ends the run.
    func read(_ parts: ArraySlice<SourceRoots.PlacedPart>, memory: Int) throws -> UnitResult? {
        do {
            return try indexers.withIndexer { indexer in
                var result = UnitResult()
                // Room that the last unit left is there in any case.
                let limit = memory + indexer.batch.sizeInBytes
                indexer.batch.sizeLimit = limit
                for placed in parts {
                    let before = result.problems.count
                    try read(placed, into: &result, indexer, ReadingMemory(limit: memory))
                    guard !result.problems[before...].contains(where: { $0.kind == .needsMemory }) else {
                        throw NeedsMemory()
                    }
                }
                finish(&result, indexer)
                for placed in parts { advance(placed.part) }
                return result
            }
        } catch is NeedsMemory, is DocumentBatch.Full {
            return nil
        }
    }

    /// Reads a part when nothing else is under way. A text that takes too much even so is left out.
    ///
    /// - Parameters:
    ///   - placed: The part.
    ///   - memory: Bytes that it may take.
    /// - Returns: What became of it.
    /// - Throws: What ends the run.
    func readAlone(_ placed: SourceRoots.PlacedPart, memory: Int) throws -> UnitResult {
        try indexers.withNewIndexer { indexer in
            var result = UnitResult()
            indexer.batch.sizeLimit = memory
            try read(placed, into: &result, indexer, ReadingMemory(limit: memory), isAlone: true)
            finish(&result, indexer)
            advance(placed.part)
            return result
        }
    }

    private func finish(_ result: inout UnitResult, _ indexer: SourceIndexer) {
        if indexer.batch.sourceCount > 0 { result.batches.append(InvertedBatch(batch: indexer.takeBatch())) }
        indexer.batch.sizeLimit = Int.max
    }

    private func advance(_ part: SourcePart) {
        progress.advance(sources: part.isLast ? 1 : 0, bytes: part.sizeInBytes)
    }

    private func read(
        _ placed: SourceRoots.PlacedPart, into result: inout UnitResult, _ indexer: SourceIndexer,
        _ memory: ReadingMemory, isAlone: Bool = false
    ) throws {
        try Task.checkCancellation()
        do {
            try readPart(placed, into: &result, indexer, memory, isAlone)
        } catch let error as CorpusError {
            result.problems.append(error)
        }
    }

    private func readPart(
        _ placed: SourceRoots.PlacedPart, into result: inout UnitResult, _ indexer: SourceIndexer,
        _ memory: ReadingMemory, _ isAlone: Bool
    ) throws {
        var reader = CorpusReader(options)
        reader.memory = memory
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
                do {
                    // A large one gets a batch of its own, so that it can be dropped without the others.
                    if isAlone, indexer.batch.sourceCount > 0,
                        ReadingMemory.cost(bytes: source.text.count, parts: source.passages.count) > memory.limit / 16
                            || indexer.batch.sizeInBytes > memory.limit / 4
                    {
                        result.batches.append(InvertedBatch(batch: indexer.takeBatch()))
                        indexer.batch.sizeLimit = memory.limit
                    }
                    try indexer.add(source, contentHash: hash, root: placed.root)
                    // Small sources are not measured while they are added; an archive may have any number of them.
                    if !isAlone, indexer.batch.sizeInBytes > indexer.batch.sizeLimit { throw NeedsMemory() }
                } catch is DocumentBatch.Full where isAlone {
                    guard indexer.batch.sourceCount == 0 else {
                        throw LibraryError(
                            .limit, "\(file.path) takes more memory than is allowed.", advice: "Raise --memory.",
                            path: file.path)
                    }
                    indexer.dropBatch()
                    indexer.batch.sizeLimit = memory.limit
                    var error = memory.fault(path: file.path, bytes: source.text.count)
                    error.reason = source.rowID.map { "row \($0): \(error.reason)" } ?? error.reason
                    result.problems.append(error)
                    return
                }
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

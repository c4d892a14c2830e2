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
struct UnitResult: UnitSize {
    /// In the order of the files; those that were added or updated are the sources of ``batches``.
    var sources: [FoundSource] = []
    var bytes = 0
    var problems: ProblemList = []
    var warnings: ProblemList = []
    /// Files in archives that are of other types, by their ending.
    var otherTypes: [String: Int] = [:]
    /// The changed sources in order; none where nothing changed.
    var batches: [InvertedBatch] = []

    /// Bytes of memory held, roughly.
    var sizeInBytes: Int {
        batches.reduce(256 * sources.count + problems.sizeInBytes + warnings.sizeInBytes) { $0 + $1.batch.sizeInBytes }
    }
}

/// A batch on its way from the thread that filled it to the writer.
///
/// Invariant of the `@unchecked`: exactly one thread holds it at any time; whoever filled it keeps no reference.
struct InvertedBatch: @unchecked Sendable {
    let batch: DocumentBatch
}

/// Reads a run of files, or of parts of them, into a batch; what takes too much memory to be read beside others into batch
/// after batch, each handed over before there is more.
struct UnitReader {
    private let indexers: IndexerPool
    private let variant: UInt64
    private let known: KnownSources
    private let progress: ProgressCounter
    private let options: ReadingOptions

    /// Takes what was read of a part before the rest is.
    typealias Take = (UnitResult) throws -> Void

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
                    try read(placed, into: &result, indexer, ReadingMemory(limit: memory), handingTo: nil)
                    guard !result.problems.needsMemory else { throw NeedsMemory() }
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
    ///   - take: Receives what became of it, some of its sources at a time.
    /// - Throws: What ends the run, and what `take` throws.
    func readAlone(_ placed: SourceRoots.PlacedPart, memory: Int, _ take: Take) throws {
        try indexers.withNewIndexer { indexer in
            var result = UnitResult()
            indexer.batch.sizeLimit = memory
            try withoutActuallyEscaping(take) {
                try read(placed, into: &result, indexer, ReadingMemory(limit: memory), handingTo: $0)
            }
            finish(&result, indexer)
            advance(placed.part)
            try take(result)
        }
    }

    /// Hands over all but the source that was asked about last, and begins a batch.
    private func handOver(
        _ result: inout UnitResult, _ indexer: SourceIndexer, _ memory: ReadingMemory, to take: Take
    ) throws {
        let last = result.sources.removeLast()
        finish(&result, indexer)
        // The room of a large text is not kept beside what comes.
        if indexer.batch.sizeInBytes > memory.limit / 16 { indexer.dropBatch() }
        indexer.batch.sizeLimit = memory.limit
        try take(result)
        result = UnitResult()
        result.sources = [last]
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
        _ memory: ReadingMemory, handingTo take: Take?
    ) throws {
        try Task.checkCancellation()
        let file = placed.part.file
        var problems: ProblemList = []
        var isBroken = false
        do {
            try readPart(placed, into: &result, &problems, indexer, memory, take)
        } catch let error as CorpusError {
            problems.append(error)
            isBroken = true
        }
        // Not all of it is known: what is known from before stays. Of an archive the reader says which files these are.
        if isBroken || file.format != .zip && problems.total > 0 {
            result.sources.append(FoundSource(id: file.id, file: file))
        }
        result.problems += problems
    }

    private func readPart(
        _ placed: SourceRoots.PlacedPart, into result: inout UnitResult, _ problems: inout ProblemList,
        _ indexer: SourceIndexer, _ memory: ReadingMemory, _ take: Take?
    ) throws {
        var reader = CorpusReader(options)
        reader.memory = memory
        // Of the source that was asked about last, which is the one that is read next.
        var hash: Int64 = 0
        let file = placed.part.file
        // What a table beside the file says of it belongs to the text.
        let variant = variant ^ file.metadataVariant
        let report = try reader.read(
            placed.part,
            isUnchanged: { id, place, bytes in
                result.sources.append(FoundSource(id: id, place: place, file: file))
                hash = ContentHash.of(bytes, variant: variant)
                guard try known.contentHash(of: Array(id.utf8)) == hash else { return false }
                result.sources[result.sources.count - 1].change = .unchanged
                return true
            },
            body: { source in
                let root = try known.root(of: Array(source.id.utf8))
                if let root { try see(that: root, mayBeReplacedBy: placed, id: source.id) }
                if let take {
                    // A large one does not come behind others.
                    if indexer.batch.sourceCount > 0,
                        ReadingMemory.cost(bytes: source.text.count, parts: source.passages.count) > memory.limit / 16
                            || indexer.batch.sizeInBytes > memory.limit / 4
                    {
                        try handOver(&result, indexer, memory, to: take)
                    }
                    while try !add(source, hash, placed.root, memory, to: indexer) {
                        guard indexer.batch.sourceCount > 0 else {
                            problems.append(Self.fault(memory, source, result.sources[result.sources.count - 1]))
                            return
                        }
                        try handOver(&result, indexer, memory, to: take)
                    }
                } else {
                    try indexer.add(source, contentHash: hash, root: placed.root)
                    // Small sources are not measured while they are added; an archive may have any number of them.
                    if indexer.batch.sizeInBytes > indexer.batch.sizeLimit { throw NeedsMemory() }
                }
                let last = result.sources.count - 1
                result.sources[last].change = root == nil ? .added : .updated
                result.sources[last].passages = source.passages.count
            })
        for id in report.leftOut { result.sources.append(FoundSource(id: id, file: file)) }
        result.otherTypes.merge(report.otherTypes, uniquingKeysWith: +)
        result.bytes += report.byteCount
        problems += report.problems
        result.warnings += report.warnings
    }

    /// Adds a source; false where the batch has no room for it and is as it was before, or empty again.
    private func add(
        _ source: SourceText, _ hash: Int64, _ root: String, _ memory: ReadingMemory, to indexer: SourceIndexer
    ) throws -> Bool {
        do {
            try indexer.add(source, contentHash: hash, root: root)
            return true
        } catch is DocumentBatch.Full {
            if indexer.batch.sourceCount > 0 {
                indexer.dropSource()
            } else {
                indexer.dropBatch()
                indexer.batch.sizeLimit = memory.limit
            }
            return false
        }
    }

    /// Why a source is left out that has no room in a batch of its own.
    private static func fault(_ memory: ReadingMemory, _ source: SourceText, _ found: FoundSource) -> CorpusError {
        // A row may say itself what its path is; its id is that of its file, which may lie in an archive, and its own.
        let path = source.rowID.map { row in
            found.file.path
                + String(Substring(source.id.utf8.dropFirst(found.file.id.utf8.count).dropLast(row.utf8.count + 1)))
        }
        var error = memory.fault(path: path ?? source.path, bytes: source.text.count)
        error.reason = source.rowID.map { "row \($0): \(error.reason)" } ?? error.reason
        error.line = found.place?.line
        error.byteOffset = found.place?.byteOffset
        return error
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

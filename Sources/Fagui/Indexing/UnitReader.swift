internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

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
    private let analysis: Analysis
    private let reader: CorpusReader
    private let variant: UInt64
    private let known: KnownSources
    private let progress: ProgressCounter

    init(_ analysis: Analysis, _ options: ReadingOptions, _ known: KnownSources, _ progress: ProgressCounter) {
        self.analysis = analysis
        self.known = known
        self.progress = progress
        reader = CorpusReader(options)
        variant = options.variant
    }

    func read(_ files: ArraySlice<SourceFile>) throws -> UnitResult {
        let indexer = try SourceIndexer(analysis)
        var result = UnitResult()
        for file in files {
            try Task.checkCancellation()
            do {
                try read(file, into: &result, indexer)
            } catch let error as CorpusError {
                result.problems.append(error)
            }
            progress.advance(bytes: file.sizeInBytes)
        }
        if indexer.batch.sourceCount > 0 { result.batch = InvertedBatch(batch: indexer.takeBatch()) }
        return result
    }

    private func read(_ file: SourceFile, into result: inout UnitResult, _ indexer: SourceIndexer) throws {
        var counts = UnitResult()
        let report = try reader.read(
            file,
            isUnchanged: { id, bytes in
                let isUnchanged = try known.contentHash(of: id) == ContentHash.of(bytes, variant: variant)
                if isUnchanged { counts.unchanged += 1 }
                return isUnchanged
            },
            body: { source, bytes in
                if try known.contentHash(of: source.id) == nil { counts.added += 1 } else { counts.updated += 1 }
                counts.passages += source.passages.count
                indexer.add(source, contentHash: ContentHash.of(bytes, variant: variant))
            })
        result.added += counts.added
        result.updated += counts.updated
        result.unchanged += counts.unchanged
        result.passages += counts.passages
        result.bytes += report.byteCount
        result.sourceIDs += report.sourceIDs
        result.problems += report.problems
        result.warnings += report.warnings
    }
}

internal import Synchronization

/// Writes the files of one segment; flushing and merging fill it alike.
///
/// Order of calls: fill ``norms``, ``sources`` and ``columns``; `writeTerms` and `writeStored`, which may run at once;
/// `finish`.
final class SegmentAssembler {
    let norms: NormsWriter
    let sources = SourcesBuilder()
    let columns: [ColumnBuilder]
    private let name: String
    private let schema: Schema
    private let directory: any Directory
    private let threads: Int
    private let uniqueID: UInt64
    private let files = Mutex<[SegmentInfo.File]>([])
    private var termCounts: [UInt64]
    private var averages: [Float] = []

    /// Starts a segment with the fields and columns of a schema.
    init(name: String, schema: Schema, directory: any Directory, threads: Int) {
        self.name = name
        self.schema = schema
        self.directory = directory
        self.threads = max(1, threads)
        norms = NormsWriter(schema: schema)
        columns = schema.columns.map { ColumnBuilder($0) }
        termCounts = schema.fields.map { _ in 0 }
        uniqueID = UInt64.random(in: 1...UInt64.max)
    }

    private func open(_ part: SegmentPart) throws -> EnvelopeOutput {
        try EnvelopeOutput(directory, name: part.fileName(of: name), kind: part.kind, uniqueID: uniqueID)
    }

    private func close(_ part: SegmentPart, _ output: EnvelopeOutput) throws {
        let (length, checksum) = try output.finish()
        files.withLock { $0.append(SegmentInfo.File(part: part.rawValue, length: length, checksum: checksum)) }
    }

    /// Encodes and writes terms, postings and positions.
    ///
    /// - Parameters:
    ///   - documentCount: Documents of the segment; all norms are there already.
    ///   - partCount: Consecutive parts of the term order; a few are encoded at a time, each on its thread.
    ///   - encode: Encodes one part; called from several threads, once for each index.
    /// - Throws: What `encode` and the directory throw.
    func writeTerms(
        documentCount: Int, partCount: Int,
        encode: (_ part: Int, _ terms: EncodedTerms, _ contexts: [FieldContext]) throws -> Void
    ) throws {
        averages = schema.fields.indices.map { norms.averageLength(of: $0, documentCount: documentCount) }
        let factors = LengthFactors(averages: averages)
        let impacts = ImpactTable(factors, fieldCount: averages.count)
        let contexts = schema.fields.enumerated().map { field, spec in
            FieldContext(
                norms: spec.isScored ? UnsafePointer(norms.norms[field].bytes.base) : nil,
                impacts: impacts.field(field), lengthFactors: UnsafePointer(factors.base + 256 * field),
                positionWidths: spec.hasPositions ? UnsafePointer(norms.widths[field].bytes.base) : nil)
        }
        defer { withExtendedLifetime((factors, impacts)) {} }
        let postings = try open(.postings)
        let positions = try open(.positions)
        var dictionary = TermDictionaryWriter(fieldCount: schema.fields.count)
        let wave = 4 * threads
        for start in stride(from: 0, to: partCount, by: wave) {
            let results = (start..<min(start + wave, partCount)).map { _ in EncodedTerms() }
            try Parallel.run(count: results.count, threads: threads) { index in
                try encode(start + index, results[index], contexts)
            }
            for result in results {
                try postings.write(result.postings.rawBytes)
                try positions.write(result.positions.rawBytes)
                var keyStart = 0
                for index in 0..<result.entries.count {
                    let entry = result.entries[index]
                    dictionary.append(
                        key: UnsafeRawBufferPointer(rebasing: result.keys.rawBytes[keyStart..<entry.keyEnd]),
                        documentFrequency: entry.documentFrequency, postingsLength: entry.postingsLength,
                        positionsLength: entry.positionsLength)
                    keyStart = entry.keyEnd
                }
            }
        }
        // Room for reads past the last list, so that decoding needs no check a byte.
        try postings.write([UInt8](repeating: 0, count: PostingsFormat.padding))
        try positions.write([UInt8](repeating: 0, count: 8))
        try close(.postings, postings)
        try close(.positions, positions)
        let terms = try open(.terms)
        termCounts = dictionary.fieldTermCounts
        try dictionary.write(to: terms)
        try close(.terms, terms)
    }

    /// Writes the stored bytes: documents, then sources.
    func writeStored(documents: [StoredItems], sources: [StoredItems]) throws {
        let output = try open(.stored)
        try StoredWriter.write([documents, sources], threads: threads, to: output)
        try close(.stored, output)
    }

    /// Writes the stored bytes of segments without what was deleted in them, holding a few megabytes at a time.
    func writeStored(merging stored: StoredMerge) throws {
        let output = try open(.stored)
        try stored.write(threads: threads, to: output)
        try close(.stored, output)
    }

    /// Writes what remains.
    func finish(documentCount: Int, analysis: String) throws -> SegmentInfo {
        guard documentCount <= Int(UInt32.max) - 64, sources.count <= Int(UInt32.max) - 64 else {
            throw IndexError.limit("more than 4 billion documents in a segment")
        }
        let normsOutput = try open(.norms)
        try norms.write(
            documentCount: documentCount, termCounts: termCounts, averages: averages, to: normsOutput)
        try close(.norms, normsOutput)
        let columnsOutput = try open(.columns)
        var body = ByteVector()
        for column in columns { column.write(to: &body) }
        try columnsOutput.write(body.rawBytes)
        try close(.columns, columnsOutput)
        let sourcesOutput = try open(.sources)
        try sources.write(documentCount: documentCount, to: sourcesOutput)
        try close(.sources, sourcesOutput)
        return SegmentInfo(
            name: name, uniqueID: uniqueID, documentCount: UInt32(documentCount), sourceCount: UInt32(sources.count),
            analysis: analysis, files: files.withLock { $0 }.sorted { $0.part < $1.part })
    }
}

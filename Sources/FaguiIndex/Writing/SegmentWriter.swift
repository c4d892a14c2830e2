/// Writes one segment from batches, in their order. The files are complete and closed, and durable on return.
package enum SegmentWriter {
    /// A stretch of the term order of one field that one thread encodes.
    private struct Part {
        var field: Int
        /// The first key; see `PackedBytes`.
        var start: UInt64
        /// The key behind the last; nil in the field's last part.
        var end: UInt64?
    }

    /// Writes the files of a segment. The batches are sealed, if they are not yet.
    ///
    /// - Parameters:
    ///   - batches: At least one document or source in all.
    ///   - name: What the segment's files are called before their ending.
    ///   - analysis: The analysis file that the segment names.
    ///   - schema: The schema of all batches.
    ///   - directory: The folder of the index.
    ///   - threads: At least 1.
    ///   - postingsPerPart: Postings that one thread encodes at a time, roughly: few enough that threads finish together.
    /// - Returns: What the commit point says of the segment; nothing is deleted in it yet.
    /// - Throws: `io`, `limit`.
    package static func write(
        _ batches: [DocumentBatch], name: String, analysis: String, schema: Schema, to directory: any Directory,
        threads: Int, postingsPerPart: Int = 1 << 19
    ) throws -> SegmentInfo {
        let assembler = SegmentAssembler(name: name, schema: schema, directory: directory, threads: threads)
        var firstDocuments: [Int] = []
        var documentCount = 0
        for batch in batches {
            firstDocuments.append(documentCount)
            for (source, id) in batch.sourceIDs.enumerated() {
                assembler.sources.append(id: id, firstDocument: documentCount + batch.firstDocuments[source])
            }
            for field in schema.fields.indices {
                assembler.norms.norms[field].bytes.append(batch.norms[field].bytes.buffer)
                assembler.norms.widths[field].bytes.append(batch.widths[field].bytes.buffer)
            }
            for (column, values) in batch.columnValues.enumerated() {
                for value in values { assembler.columns[column].append(value) }
            }
            documentCount += batch.documentCount
        }
        // Side by side, since each has stretches that only one thread can do.
        try Parallel.run(count: 2, threads: threads) { task in
            if task == 0 {
                try writeTerms(
                    batches, firstDocuments, documentCount, schema, threads, assembler, postingsPerPart)
            } else {
                try assembler.writeStored(
                    documents: batches.map(\.storedDocuments), sources: batches.map(\.storedSources))
            }
        }
        return try assembler.finish(documentCount: documentCount, analysis: analysis)
    }

    private static func writeTerms(
        _ batches: [DocumentBatch], _ firstDocuments: [Int], _ documentCount: Int, _ schema: Schema, _ threads: Int,
        _ assembler: SegmentAssembler, _ postingsPerPart: Int
    ) throws {
        try Parallel.run(count: batches.count, threads: threads) { batches[$0].seal() }
        let fields = schema.fields.indices.map { field in batches.map { $0.fields[field] } }
        let parts = fields.indices.flatMap { cut(fields[$0], field: $0, postingsPerPart) }
        let blockCount = (documentCount + 63) / 64
        try assembler.writeTerms(documentCount: documentCount, partCount: parts.count) { index, terms, contexts in
            let part = parts[index]
            let batches = fields[part.field]
            var merge = TermMerge(batches, from: part.start, to: part.end)
            while !merge.isAtEnd {
                let first = merge.current
                repeat {
                    let (batch, place) = merge.current
                    batches[batch].append(place, firstDocument: UInt32(firstDocuments[batch]), to: terms.encoder)
                } while merge.advance()
                let field = batches[first.batch]
                try terms.append(
                    field: FieldID(part.field), context: contexts[part.field], blockCount: blockCount
                ) { key in
                    PackedBytes.append(field.terms[first.index], arena: field.arena.base, to: &key)
                }
            }
        }
    }

    /// Cuts the term order of one field into parts. They are about equal in occurrences; where documents share a text,
    /// whose occurrences count once, they are less so in postings.
    private static func cut(_ batches: [InvertedField], field: Int, _ postingsPerPart: Int) -> [Part] {
        let postings = batches.reduce(0) { $0 + $1.postingCount }
        let occurrences = batches.reduce(0) { $0 + Int($1.starts[$1.terms.count]) }
        let partCount = postings / postingsPerPart + 1
        // The terms of occurrences at even distances stand for all.
        let samplesPerPart = 8
        let step = max(1, occurrences / (partCount * samplesPerPart))
        var samples: [UInt64] = []
        var passed = 0
        for batch in batches {
            let end = passed + Int(batch.starts[batch.terms.count])
            var next = (passed + step - 1) / step * step
            while next < end {
                samples.append(batch.sortKey(batch.index(ofOccurrence: next - passed)))
                next += step
            }
            passed = end
        }
        samples.sort()
        var cuts: [UInt64] = [0]
        for place in stride(from: samplesPerPart, to: samples.count, by: samplesPerPart)
        where samples[place] > cuts[cuts.count - 1] { cuts.append(samples[place]) }
        return cuts.indices.map { index in
            Part(field: field, start: cuts[index], end: index + 1 < cuts.count ? cuts[index + 1] : nil)
        }
    }
}

/// Writes one segment from batches, in their order. The files are complete and closed, and durable on return.
package enum SegmentWriter {
    /// One batch's postings of a term, in the order of terms.
    private struct TermReference {
        var sortKey: UInt64
        var ordinal: UInt32
        var batch: UInt32
    }

    /// A run of references that one thread encodes: whole terms of one field.
    private struct Part {
        var field: Int
        var references: Range<Int>
    }

    /// Occurrences in a part, roughly: small enough that threads finish together.
    private static var occurrencesPerPart: Int { 1 << 19 }

    /// Writes the files of a segment. Consumes the batches: they hold no postings afterwards.
    ///
    /// - Parameters:
    ///   - batches: At least one document or source in all.
    ///   - name: What the segment's files are called before their ending.
    ///   - analysis: The analysis file that the segment names.
    ///   - schema: The schema of all batches.
    ///   - directory: The folder of the index.
    ///   - threads: At least 1.
    /// - Returns: What the commit point says of the segment; nothing is deleted in it yet.
    /// - Throws: `io`, `limit`.
    package static func write(
        _ batches: [DocumentBatch], name: String, analysis: String, schema: Schema, to directory: any Directory,
        threads: Int
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
                try writeTerms(batches, firstDocuments, documentCount, schema, threads, assembler)
            } else {
                try assembler.writeStored(
                    documents: batches.map(\.storedDocuments), sources: batches.map(\.storedSources))
            }
        }
        return try assembler.finish(documentCount: documentCount, analysis: analysis)
    }

    private static func writeTerms(
        _ batches: [DocumentBatch], _ firstDocuments: [Int], _ documentCount: Int, _ schema: Schema, _ threads: Int,
        _ assembler: SegmentAssembler
    ) throws {
        let inverters = batches.flatMap(\.inverters)
        try Parallel.run(count: inverters.count, threads: threads) { inverters[$0].sortByTerm() }
        let order = schema.fields.indices.map { _ in TermOrder() }
        try Parallel.run(count: order.count, threads: threads) { field in
            order[field].references = references(batches, field: field)
        }
        let parts = schema.fields.indices.flatMap { cut(order[$0].references, batches, field: $0) }
        let blockCount = (documentCount + 63) / 64
        try assembler.writeTerms(documentCount: documentCount, partCount: parts.count) { index, terms, contexts in
            let part = parts[index]
            let references = order[part.field].references
            var next = part.references.lowerBound
            while next < part.references.upperBound {
                let first = references[next]
                repeat {
                    let reference = references[next]
                    batches[Int(reference.batch)].inverters[part.field].append(
                        ordinal: Int(reference.ordinal), firstDocument: UInt32(firstDocuments[Int(reference.batch)]),
                        to: terms.encoder)
                    next += 1
                } while next < part.references.upperBound
                    && isSameTerm(references[next], first, batches, field: part.field)
                let table = batches[Int(first.batch)].inverters[part.field].table
                try terms.append(
                    field: FieldID(part.field), context: contexts[part.field], blockCount: blockCount
                ) { key in
                    PackedBytes.append(table.terms[Int(first.ordinal)], arena: table.arena.base, to: &key)
                }
            }
        }
    }

    /// The terms of one field of all batches, in order, those of earlier batches first among equals.
    private static func references(_ batches: [DocumentBatch], field: Int) -> [TermReference] {
        var references: [TermReference] = []
        for (batch, content) in batches.enumerated() {
            let table = content.inverters[field].table
            for ordinal in 0..<table.terms.count {
                references.append(
                    TermReference(
                        sortKey: PackedBytes.sortKey(table.terms[ordinal], arena: table.arena.base),
                        ordinal: UInt32(ordinal), batch: UInt32(batch)))
            }
        }
        references.sort { a, b in
            if a.sortKey != b.sortKey { return a.sortKey < b.sortKey }
            if a.sortKey & 0xFF == PackedBytes.arenaMark {
                let order = TermKey.compare(longBytes(a, batches, field: field), longBytes(b, batches, field: field))
                if order != 0 { return order < 0 }
            }
            return a.batch < b.batch
        }
        return references
    }

    private static func longBytes(
        _ reference: TermReference, _ batches: [DocumentBatch], field: Int
    ) -> UnsafeRawBufferPointer {
        let table = batches[Int(reference.batch)].inverters[field].table
        return PackedBytes.long(table.terms[Int(reference.ordinal)], in: table.arena.base)
    }

    private static func isSameTerm(
        _ a: TermReference, _ b: TermReference, _ batches: [DocumentBatch], field: Int
    ) -> Bool {
        guard a.sortKey == b.sortKey else { return false }
        guard a.sortKey & 0xFF == PackedBytes.arenaMark else { return true }
        return TermKey.compare(longBytes(a, batches, field: field), longBytes(b, batches, field: field)) == 0
    }

    private static func cut(_ references: [TermReference], _ batches: [DocumentBatch], field: Int) -> [Part] {
        var parts: [Part] = []
        var start = 0
        var occurrences = 0
        for index in references.indices {
            // Only between terms: one term's references stay together.
            if occurrences >= occurrencesPerPart,
                !isSameTerm(references[index - 1], references[index], batches, field: field)
            {
                parts.append(Part(field: field, references: start..<index))
                start = index
                occurrences = 0
            }
            let reference = references[index]
            occurrences += Int(batches[Int(reference.batch)].inverters[field].table.counts[Int(reference.ordinal)])
        }
        if start < references.count { parts.append(Part(field: field, references: start..<references.count)) }
        return parts
    }

    /// One field's references, filled by one thread.
    private final class TermOrder {
        var references: [TermReference] = []
    }
}

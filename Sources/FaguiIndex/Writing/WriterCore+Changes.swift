// Adding and deleting; all of it on the writer's queue.
extension WriterCore {
    /// Takes a batch, deletes what it replaces, and writes a segment when memory runs short.
    func add(_ batch: DocumentBatch, without sources: Set<Int>) throws {
        if let difference = schema.difference(from: batch.schema) {
            throw IndexError.schemaMismatch(reason: difference)
        }
        guard batch.sourceCount > 0 else { return }
        guard batch.isComplete else { throw IndexError.limit("a batch that ends inside a source") }
        // Before the batch comes, not behind it: both together may be more than is allowed.
        let isFull = !pending.batches.isEmpty && pending.sizeInBytes + batch.sizeInBytes > options.memoryBudget
        if isFull || !pending.hasRoom(for: batch) {
            try flush()
            guard pending.hasRoom(for: batch) else { throw IndexError.limit("too many documents in one batch") }
        }
        var ids: [[UInt8]] = []
        ids.reserveCapacity(batch.sourceCount)
        batch.forEachSourceID { ids.append([UInt8]($0)) }
        // Look all up before anything changes: looking up can fail.
        let replaced = try ids.enumerated().compactMap { number, id in
            sources.contains(number) || pending.contains(id) ? nil : try writtenSource(withID: id)
        }
        for (segment, source) in replaced { pendingDeletions[segment, default: []].insert(source) }
        pending.append(batch, ids: ids, without: sources)
        if pending.sizeInBytes >= options.memoryBudget { try flush() }
    }

    /// Deletes sources, and says how many there were.
    func delete(sourceIDs: [[UInt8]]) throws -> Int {
        // Look all up before anything changes: looking up can fail. What is pending has no written twin alive.
        let places = try sourceIDs.map { pending.contains($0) ? nil : try writtenSource(withID: $0) }
        var count = 0
        for (id, place) in zip(sourceIDs, places) {
            if pending.delete(id) {
                count += 1
            } else if let (segment, source) = place,
                pendingDeletions[segment, default: []].insert(source).inserted
            {
                count += 1
            }
        }
        return count
    }

    /// Gives committed segments the analysis of the batches to come, with the next commit.
    func adoptAnalysis(segments names: Set<String>) throws {
        guard !analysis.isEmpty, names.isSubset(of: readers.map(\.info.name)) else {
            throw IndexError.limit("no such segments, or no analysis was stored")
        }
        for name in names { pendingAnalyses[name] = analysis }
    }

    /// Where the live source with this id is, among the segments.
    private func writtenSource(withID id: [UInt8]) throws -> (segment: String, source: UInt32)? {
        // The newest first: what is replaced is most often new.
        for reader in [flushed, readers].joined().reversed() {
            guard let number = try reader.source(withID: id) else { continue }
            let source = UInt32(number), name = reader.info.name
            if pendingDeletions[name]?.contains(source) == true { continue }
            return (name, source)
        }
        return nil
    }

    /// Writes the batches as a segment, which no commit names yet.
    func flush() throws {
        guard !pending.batches.isEmpty else { return }
        guard !pending.isDead else {
            pending = PendingBatches()
            return
        }
        try failing {
            let info = try SegmentWriter.write(
                pending.batches, name: nextSegmentName(), analysis: analysis, schema: schema, to: directory,
                threads: threads)
            let reader = try SegmentReader(info, schema: schema, in: directory)
            flushed.append(try deleting(pending.deletedSources, in: reader))
            pending = PendingBatches()
        }
    }

    /// The segment with more deletions, their file written; the same segment if there are none.
    func deleting(_ sources: Set<UInt32>, in reader: SegmentReader) throws -> SegmentReader {
        guard !sources.isEmpty else { return reader }
        let info = try reader.writeDeletions(
            sources.union(reader.deletedSources), part: IndexFiles.deletionsPart(takeNumber()), to: directory)
        return try reader.with(deletions: info, in: directory)
    }

    /// A name that no segment had.
    func nextSegmentName() -> String { IndexFiles.segmentName(takeNumber()) }

    private func takeNumber() -> UInt64 {
        defer { nextNumber += 1 }
        return nextNumber
    }
}

/// Copies the stored bytes of segments to a new one, without those of deleted documents and sources.
///
/// No more than some megabytes are in memory at a time, however large the segments are.
struct StoredMerge {
    let segments: [SegmentReader]
    /// Of each segment the new numbers of its documents, and of its sources; `UInt32.max` for what is deleted.
    let documents: [[UInt32]], sources: [[UInt32]]
    let isCancelled: () -> Bool

    /// Bytes that are gathered before they are compressed.
    private static var chunkLength: Int { 8 << 20 }

    /// Writes the whole body.
    ///
    /// - Parameters:
    ///   - threads: Threads to compress with.
    ///   - output: The file, nothing of whose body is written yet.
    /// - Throws: What reading and writing throw; `CancellationError`.
    func write(threads: Int, to output: EnvelopeOutput) throws {
        let total = try segments.reduce(0) {
            $0 + (try $1.stored.rawLength(section: 0)) + (try $1.stored.rawLength(section: 1))
        }
        let writer = try StoredWriter(sample: [sample(total)], totalSize: total, threads: threads, to: output)
        for (section, numbers) in [documents, sources].enumerated() {
            for (segment, numbers) in zip(segments, numbers) {
                var chunk = StoredItems()
                try segment.stored.forEachItem(section: section) { item, bytes in
                    guard numbers[item] != UInt32.max else { return }
                    chunk.append(bytes)
                    guard chunk.sizeInBytes > Self.chunkLength else { return }
                    if isCancelled() { throw CancellationError() }
                    try writer.append([chunk])
                    chunk = StoredItems()
                }
                try writer.append([chunk])
            }
            writer.endSection()
        }
        try writer.finish()
    }

    /// Documents at even distances, of which the dictionary is made.
    private func sample(_ total: Int) throws -> StoredItems {
        let sample = StoredItems()
        let step = total / Self.chunkLength + 1
        for (segment, numbers) in zip(segments, documents) {
            try segment.stored.forEachItem(section: 0, everyGroup: step) { item, bytes in
                // A document of many megabytes would leave no room for others.
                guard numbers[item] != UInt32.max, sample.bytes.count < 2 * Self.chunkLength else { return }
                sample.append(UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.chunkLength)))
            }
        }
        return sample
    }
}

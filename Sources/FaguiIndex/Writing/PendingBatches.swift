/// Batches that wait for their segment, and which of their sources are deleted or replaced already.
///
/// Sources are numbered through all batches, as they will be in the segment.
struct PendingBatches {
    /// The batches in the order of their documents.
    private(set) var batches: [DocumentBatch] = []
    /// Bytes of memory they hold, roughly.
    private(set) var sizeInBytes = 0
    /// Documents of all batches.
    private(set) var documentCount = 0
    /// Sources of all batches.
    private(set) var sourceCount = 0
    /// Sources that must not be found, though they are in a batch.
    private(set) var deletedSources: Set<UInt32> = []

    private var liveSources: [[UInt8]: UInt32] = [:]

    /// Whether no source of any batch is alive.
    var isDead: Bool { liveSources.isEmpty }

    /// Whether there is a live source with this id.
    func contains(_ id: [UInt8]) -> Bool { liveSources[id] != nil }

    /// Whether the numbers of a segment have room for another batch.
    func hasRoom(for batch: DocumentBatch) -> Bool {
        let limit = Int(Int32.max)
        return batch.documentCount <= limit - documentCount && batch.sourceCount <= limit - sourceCount
    }

    /// Takes a batch; its sources replace earlier ones of the same id, inside the batch too.
    ///
    /// - Parameters:
    ///   - batch: A batch there is room for.
    ///   - ids: The ids of its sources, in order.
    ///   - dead: Numbers of sources that are as if they had been deleted before anything else.
    mutating func append(_ batch: DocumentBatch, ids: [[UInt8]], without dead: Set<Int>) {
        for (index, id) in ids.enumerated() {
            if dead.contains(index) {
                deletedSources.insert(UInt32(sourceCount + index))
            } else if let earlier = liveSources.updateValue(UInt32(sourceCount + index), forKey: id) {
                deletedSources.insert(earlier)
            }
        }
        batches.append(batch)
        sizeInBytes += batch.sizeInBytes
        documentCount += batch.documentCount
        sourceCount += batch.sourceCount
    }

    /// Deletes the live source with this id; false if there is none.
    mutating func delete(_ id: [UInt8]) -> Bool {
        guard let source = liveSources.removeValue(forKey: id) else { return false }
        deletedSources.insert(source)
        return true
    }
}

/// Writes one segment from batches, in their order. The files are complete and closed, and durable on return.
package enum SegmentWriter {
    /// Writes the files of a segment.
    ///
    /// - Parameters:
    ///   - batches: At least one document or source in all.
    ///   - name: What the segment's files are called before their ending.
    ///   - threads: At least 1.
    /// - Returns: What the commit point says of the segment; nothing is deleted in it yet.
    package static func write(
        _ batches: [DocumentBatch], name: String, analysis: String, schema: Schema, to directory: any Directory,
        threads: Int
    ) throws -> SegmentInfo { fatalError("skeleton") }
}

/// Writes one segment from others, without their deleted documents.
package enum SegmentMerger {
    /// Merges segments in their order. Sources keep their order; deleted ones are left out.
    ///
    /// - Returns: What the commit point says of the new segment, and for each old one the new number of each of its
    ///   sources (`UInt32.max` for one that was deleted), so that deletions made meanwhile can be carried over.
    ///   The segment info is nil if nothing is left.
    package static func merge(
        _ segments: [SegmentReader], name: String, schema: Schema, to directory: any Directory, threads: Int,
        isCancelled: () -> Bool
    ) throws -> (segment: SegmentInfo?, sourceMaps: [[UInt32]]) { fatalError("skeleton") }
}

/// The manifest of an index: what is live since one commit. Written whole, put in place by a rename.
package struct CommitPoint: Sendable, Equatable {
    /// The name of its file.
    package static var fileName: String { "manifest" }

    /// Counts commits, from 1.
    package var generation: UInt64
    /// The number for the name of the next segment.
    package var nextSegmentNumber: UInt64
    /// The fields and columns.
    package var schema: Schema
    /// The live segments in the order of their documents.
    package var segments: [SegmentInfo]

    package init(generation: UInt64, nextSegmentNumber: UInt64, schema: Schema, segments: [SegmentInfo]) {
        self.generation = generation
        self.nextSegmentNumber = nextSegmentNumber
        self.schema = schema
        self.segments = segments
    }
}

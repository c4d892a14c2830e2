/// What a commit point says of one segment.
package struct SegmentInfo: Sendable, Equatable {
    /// One file of a segment, as it was written.
    package struct File: Sendable, Equatable {
        /// The ending of its name: `terms`, `postings`…
        package var part: String
        /// Its length in bytes.
        package var length: UInt64
        /// The checksum in its footer.
        package var checksum: UInt32

        package init(part: String, length: UInt64, checksum: UInt32) {
            self.part = part
            self.length = length
            self.checksum = checksum
        }
    }

    /// What its files are called: `<name>.<part>`.
    package var name: String
    /// A random number that every file of the segment carries, so that a file of another segment is noticed.
    package var uniqueID: UInt64
    /// Documents, deleted ones included.
    package var documentCount: UInt32
    /// Sources, deleted ones included.
    package var sourceCount: UInt32
    /// The analysis file it was made with.
    package var analysis: String
    /// The immutable files.
    package var files: [File]
    /// The file of deleted sources, if any is deleted; replaced, never changed.
    package var deletions: File?
    /// Documents that are deleted.
    package var deletedDocumentCount: UInt32

    package init(
        name: String, uniqueID: UInt64, documentCount: UInt32, sourceCount: UInt32, analysis: String, files: [File],
        deletions: File? = nil, deletedDocumentCount: UInt32 = 0
    ) {
        self.name = name
        self.uniqueID = uniqueID
        self.documentCount = documentCount
        self.sourceCount = sourceCount
        self.analysis = analysis
        self.files = files
        self.deletions = deletions
        self.deletedDocumentCount = deletedDocumentCount
    }
}

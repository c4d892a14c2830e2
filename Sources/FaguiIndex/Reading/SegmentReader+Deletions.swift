extension SegmentReader {
    /// Writes the file of deleted sources that goes with this segment.
    ///
    /// - Parameters:
    ///   - sources: Numbers of all deleted sources, those deleted earlier included.
    ///   - part: The ending of the file's name, one that was never used for this segment.
    ///   - directory: The folder of the index.
    /// - Returns: The segment's info with these deletions.
    /// - Throws: `io`, `corrupt`.
    package func writeDeletions(
        _ sources: Set<UInt32>, part: String, to directory: any Directory
    ) throws -> SegmentInfo {
        let sorted = sources.sorted()
        var body = ByteVector()
        body.append(fixed: UInt32(sorted.count))
        var changed = info
        changed.deletedDocumentCount = 0
        for source in sorted {
            body.append(fixed: source)
            changed.deletedDocumentCount += UInt32(try documents(ofSource: Int(source)).count)
        }
        let output = try EnvelopeOutput(
            directory, name: "\(info.name).\(part)", kind: .deletions, uniqueID: info.uniqueID)
        try output.write(body.rawBytes)
        let (length, checksum) = try output.finish()
        changed.deletions = SegmentInfo.File(part: part, length: length, checksum: checksum)
        return changed
    }
}

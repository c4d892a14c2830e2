extension Snapshot {
    /// Bytes on disk by kind of file, over all segments; the manifest is left out.
    public var partLengths: [String: UInt64] {
        var lengths: [String: UInt64] = [:]
        for segment in segments {
            for file in segment.info.files { lengths[file.part, default: 0] += file.length }
            if let deletions = segment.info.deletions { lengths["deletions", default: 0] += deletions.length }
        }
        for file in analyses.values { lengths["analysis", default: 0] += UInt64(file.length) }
        return lengths
    }
}

extension SegmentReader {
    /// The name, which its files begin with.
    public var name: String { info.name }
}

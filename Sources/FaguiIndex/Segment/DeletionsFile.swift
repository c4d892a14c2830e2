/// Which sources and documents of a segment are deleted: FORMAT.md › Deletions.
///
/// - Invariant: Never changed after creation.
final class DeletionsFile: Sendable {
    /// Numbers of deleted sources, ascending.
    let sources: [UInt32]
    /// One word a block: a bit a live document.
    private let live: [UInt64]

    /// Nothing is deleted.
    init(documentCount: Int) {
        sources = []
        live = Self.allLive(documentCount)
    }

    /// Passes over sources: their numbers, ascending.
    init(hiding sources: [UInt32], documentCount: Int, table: SourcesFile) throws {
        var live = Self.allLive(documentCount)
        for source in sources { try Self.clear(table.documents(of: Int(source)), in: &live) }
        self.sources = sources
        self.live = live
    }

    /// Reads a file.
    init(_ file: EnvelopeFile, name: String, info: SegmentInfo, table: SourcesFile) throws {
        var cursor = ByteCursor(file.body, file: name, fileOffset: FileEnvelope.headerLength)
        let count = try cursor.fixed(UInt32.self)
        guard file.body.count == 4 + 4 * Int(count), count <= info.sourceCount else {
            throw cursor.corrupt("\(count) deleted sources of \(info.sourceCount)")
        }
        var sources: [UInt32] = []
        var live = Self.allLive(Int(info.documentCount))
        var deleted = 0
        for _ in 0..<count {
            let source = try cursor.fixed(UInt32.self)
            guard source < info.sourceCount, sources.last.map({ $0 < source }) ?? true else {
                throw cursor.corrupt("deleted source \(source) is out of order or of the segment")
            }
            sources.append(source)
            let documents = try table.documents(of: Int(source))
            Self.clear(documents, in: &live)
            deleted += documents.count
        }
        guard deleted == Int(info.deletedDocumentCount) else {
            throw cursor.corrupt("\(deleted) deleted documents where \(info.deletedDocumentCount) are named")
        }
        self.sources = sources
        self.live = live
    }

    /// One bit a live document of the block.
    @inline(__always)
    func liveDocuments(inBlock block: Int) -> UInt64 { live[block] }

    /// Whether a source is deleted.
    func contains(_ source: Int) -> Bool {
        var low = 0
        var high = sources.count
        while low < high {
            let middle = (low + high) >> 1
            if sources[middle] < source { low = middle + 1 } else { high = middle }
        }
        return low < sources.count && sources[low] == source
    }

    private static func clear(_ documents: Range<DocID>, in live: inout [UInt64]) {
        for doc in documents { live[Int(doc >> 6)] &= ~(1 << UInt64(doc & 63)) }
    }

    private static func allLive(_ documentCount: Int) -> [UInt64] {
        var live = [UInt64](repeating: .max, count: (documentCount + 63) / 64)
        if documentCount % 64 != 0 { live[live.count - 1] = (1 << UInt64(documentCount % 64)) - 1 }
        return live
    }
}

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
        sources = try Self.numbers(file, sourceCount: Int(info.sourceCount))
        var live = Self.allLive(Int(info.documentCount))
        var deleted = 0
        for source in sources {
            let documents = try table.documents(of: Int(source))
            Self.clear(documents, in: &live)
            deleted += documents.count
        }
        guard deleted == Int(info.deletedDocumentCount) else {
            throw IndexError.corrupt(
                file: name, byteOffset: FileEnvelope.headerLength + file.body.count,
                reason: "\(deleted) deleted documents where \(info.deletedDocumentCount) are named")
        }
        self.live = live
    }

    /// The numbers in a file, ascending.
    ///
    /// - Throws: `corrupt`.
    static func numbers(_ file: EnvelopeFile, sourceCount: Int) throws -> [UInt32] {
        var cursor = ByteCursor(file.body, file: file.file.name, fileOffset: FileEnvelope.headerLength)
        let count = try cursor.fixed(UInt32.self)
        guard file.body.count == 4 + 4 * Int(count), Int(count) <= sourceCount else {
            throw cursor.corrupt("\(count) deleted sources of \(sourceCount)")
        }
        var numbers: [UInt32] = []
        for _ in 0..<count {
            let number = try cursor.fixed(UInt32.self)
            guard Int(number) < sourceCount, numbers.last.map({ $0 < number }) ?? true else {
                throw cursor.corrupt("deleted source \(number) is out of order or of the segment")
            }
            numbers.append(number)
        }
        return numbers
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

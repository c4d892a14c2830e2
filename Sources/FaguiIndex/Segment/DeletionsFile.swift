/// Which sources and documents of a segment are deleted: FORMAT.md › Deletions.
///
/// - Invariant: Never changed after creation.
final class DeletionsFile: Sendable {
    /// Numbers of deleted sources, ascending.
    let sources: [UInt32]
    /// One word a block: a bit a live document.
    ///
    /// - Invariant: Written by the initialisers alone; given back by `deinit`.
    nonisolated(unsafe) let live: UnsafePointer<UInt64>

    /// Nothing is deleted.
    convenience init(documentCount: Int) { self.init([], Self.allLive(documentCount)) }

    private init(_ sources: [UInt32], _ live: [UInt64]) {
        self.sources = sources
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, live.count))
        live.withUnsafeBufferPointer { words.initialize(from: $0.baseAddress ?? UnsafePointer(words), count: $0.count) }
        self.live = UnsafePointer(words)
    }

    deinit { live.deallocate() }

    /// Passes over sources: their numbers, ascending.
    convenience init(hiding sources: [UInt32], documentCount: Int, table: SourcesFile) throws {
        var live = Self.allLive(documentCount)
        for source in sources { try Self.clear(table.documents(of: Int(source)), in: &live) }
        self.init(sources, live)
    }

    /// Reads a file.
    convenience init(_ file: EnvelopeFile, name: String, info: SegmentInfo, table: SourcesFile) throws {
        let sources = try Self.numbers(file, sourceCount: Int(info.sourceCount))
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
        self.init(sources, live)
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

internal import FaguiCorpus
internal import FaguiIndex

/// A source put together again from what an index stores of it.
struct StoredSource {
    /// The source; its text holds the passages one after another, and nothing between them.
    let source: SourceText
    let contentHash: Int64
    let root: String
    /// Bytes of the source as it was read.
    let byteCount: Int

    /// - Parameters:
    ///   - segment: Where it is stored.
    ///   - number: Its number there.
    /// - Throws: `corrupt`, and ``RecordDecoder/Malformed`` for bytes that no library stored.
    init(_ segment: any SourceStore, _ number: Int) throws {
        let record = try SourceRecord(decoding: segment.storedSource(number))
        var text: [UInt8] = []
        var passages: [Passage] = []
        for doc in try segment.documents(ofSource: number) {
            let passage = try PassageRecord(decoding: segment.storedDocument(doc))
            guard passage.headingsIndex < max(1, record.headings.count) else { throw RecordDecoder.Malformed() }
            passages.append(
                Passage(
                    locator: passage.locator,
                    headings: record.headings.isEmpty ? [] : record.headings[passage.headingsIndex],
                    range: text.count..<text.count + passage.text.count, kind: passage.kind))
            text += passage.text
        }
        source = SourceText(
            id: String(decoding: try segment.sourceID(number), as: UTF8.self), path: record.path, title: record.title,
            fields: record.metadata.map(\.field), text: text,
            rowID: record.rowID, passages: passages)
        contentHash = try segment.int64(LibrarySchema.contentHashColumn, ofSource: number)
        root = record.root
        byteCount = record.byteCount
    }

    /// All texts that are analysed: the title, the headings, the passages.
    var texts: [[UInt8]] {
        var texts = [Array(source.title.utf8)]
        var seen: Set<[String]> = []
        for passage in source.passages {
            texts.append(Array(source.text[passage.range]))
            if seen.insert(passage.headings).inserted {
                texts.append(Array(passage.headings.joined(separator: "\n").utf8))
            }
        }
        return texts
    }
}

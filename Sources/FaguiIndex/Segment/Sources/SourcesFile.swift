/// Ids of sources, and which documents are whose: FORMAT.md › Sources.
struct SourcesFile: Sendable {
    let sourceCount: Int
    private let documentCount: Int
    private let file: EnvelopeFile
    private let name: String
    private let body: MappedBytes

    private var orderOffset: Int { 4 * (sourceCount + 1) }
    private var idOffsetsOffset: Int { orderOffset + 4 * sourceCount }
    private var idsOffset: Int { idOffsetsOffset + 4 * (sourceCount + 1) }

    init(_ file: EnvelopeFile, name: String, sourceCount: Int, documentCount: Int) throws {
        self.file = file
        self.name = name
        self.sourceCount = sourceCount
        self.documentCount = documentCount
        body = MappedBytes(file.body)
        guard file.body.count >= 12 * sourceCount + 8 else {
            throw IndexError.corrupt(
                file: name, byteOffset: FileEnvelope.headerLength, reason: "too short for \(sourceCount) sources")
        }
        // With ranges that join by their form, this leaves no document without a source.
        let first = number(at: 0)
        let end = number(at: 4 * sourceCount)
        guard first == (sourceCount == 0 ? end : 0), Int(end) == documentCount else {
            throw corrupt(0, "the sources have the documents \(first)..<\(end) of \(documentCount)")
        }
    }

    @inline(__always)
    private func number(at offset: Int) -> UInt32 {
        UInt32(littleEndian: body.bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// The documents of a source.
    func documents(of source: Int) throws -> Range<DocID> {
        precondition(source >= 0 && source < sourceCount, "source \(source) of \(sourceCount)")
        let first = number(at: 4 * source)
        let end = number(at: 4 * source + 4)
        guard first <= end, Int(end) <= documentCount else {
            throw corrupt(4 * source, "source \(source) has the documents \(first)..<\(end)")
        }
        return first..<end
    }

    /// The source of a document: the last one that begins at or before it and is not empty.
    func source(of doc: DocID) throws -> Int {
        var low = 0
        var high = sourceCount
        while low < high {
            let middle = (low + high) >> 1
            if number(at: 4 * middle) <= doc { low = middle + 1 } else { high = middle }
        }
        guard low > 0, try documents(of: low - 1).contains(doc) else {
            throw corrupt(0, "document \(doc) belongs to no source")
        }
        return low - 1
    }

    /// The id of a source.
    func id(of source: Int) throws -> [UInt8] { Array(try idBytes(source)) }

    private func idBytes(_ source: Int) throws -> UnsafeRawBufferPointer {
        precondition(source >= 0 && source < sourceCount, "source \(source) of \(sourceCount)")
        let at = idOffsetsOffset + 4 * source
        let start = idsOffset + Int(number(at: at))
        let end = idsOffset + Int(number(at: at + 4))
        guard start <= end, end <= body.bytes.count else { throw corrupt(at, "the id of source \(source) is cut") }
        return UnsafeRawBufferPointer(rebasing: body.bytes[start..<end])
    }

    /// The numbers of all sources with this id, deleted ones included, ascending: one replaced before it was ever
    /// committed stands in the same segment as its successor.
    func sources(withID id: UnsafeRawBufferPointer) throws -> [Int] {
        var low = try firstPlace(notBefore: id)
        var found: [Int] = []
        while low < sourceCount {
            let source = try ordered(low)
            guard TermKey.compare(try idBytes(source), id) == 0 else { break }
            found.append(source)
            low += 1
        }
        return found
    }

    /// The numbers of all sources whose ids begin so, deleted ones included, in the order of their ids.
    func sources(withPrefix prefix: UnsafeRawBufferPointer) throws -> [Int] {
        var found: [Int] = []
        var place = try firstPlace(notBefore: prefix)
        while place < sourceCount {
            let source = try ordered(place)
            guard try idBytes(source).starts(with: prefix) else { break }
            found.append(source)
            place += 1
        }
        return found
    }

    /// The first place in the order of ids whose id does not precede one.
    private func firstPlace(notBefore id: UnsafeRawBufferPointer) throws -> Int {
        var low = 0
        var high = sourceCount
        while low < high {
            let middle = (low + high) >> 1
            if TermKey.precedes(try idBytes(try ordered(middle)), id) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The source at a place in the order of ids.
    func ordered(_ place: Int) throws -> Int {
        let source = Int(number(at: orderOffset + 4 * place))
        guard source < sourceCount else { throw corrupt(orderOffset + 4 * place, "source \(source) of \(sourceCount)") }
        return source
    }

    private func corrupt(_ offset: Int, _ reason: String) -> IndexError {
        .corrupt(file: name, byteOffset: FileEnvelope.headerLength + offset, reason: reason)
    }
}

extension SourcesFile {
    /// How many documents and sources a file tells of, found by trying: it does not say so itself.
    static func counts(_ file: EnvelopeFile) -> (documents: Int, sources: Int)? {
        let body = file.body
        func number(_ index: Int) -> Int {
            Int(UInt32(littleEndian: body.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
        }
        guard body.count >= 8 else { return nil }
        for count in 0...(body.count - 8) / 12 {
            // The ids begin at 0 and end with the file.
            guard number(2 * count + 1) == 0, number(3 * count + 1) == body.count - 12 * count - 8 else { continue }
            let documents = number(count)
            let table = try? SourcesFile(file, name: file.file.name, sourceCount: count, documentCount: documents)
            guard let table, (try? table.checkOrder()) != nil else { continue }
            // Counts that are not those of the file find bytes between ids that are none.
            if (0..<count).allSatisfy({ (try? table.id(of: $0).isEmpty) == false }) { return (documents, count) }
        }
        return nil
    }

    /// Reads all of it.
    ///
    /// - Throws: `corrupt` where documents do not follow one another, or ids are not in their order.
    func checkOrder() throws {
        var last: [UInt8]?
        for place in 0..<sourceCount {
            _ = try documents(of: place)
            let id = try id(of: try ordered(place))
            guard last.map({ !id.lexicographicallyPrecedes($0) }) ?? true else {
                throw IndexError.corrupt(
                    file: name, byteOffset: FileEnvelope.headerLength, reason: "ids are out of order")
            }
            last = id
        }
    }
}

/// The sources of a segment that is being written.
final class SourcesBuilder {
    private var firstDocuments = Vector<UInt32>()
    private var ids: [[UInt8]] = []

    /// Sources so far.
    var count: Int { ids.count }

    /// Appends a source whose documents begin at `firstDocument`.
    func append(id: [UInt8], firstDocument: Int) {
        ids.append(id)
        firstDocuments.append(UInt32(firstDocument))
    }

    /// Writes the body of the file.
    func write(documentCount: Int, to output: EnvelopeOutput) throws {
        var body = ByteVector(capacity: ids.count * 64)
        for source in 0..<firstDocuments.count { body.append(fixed: firstDocuments[source]) }
        body.append(fixed: UInt32(documentCount))
        // Equal ids (one replaced within a commit) stay in order of their numbers.
        let order = ids.indices.sorted { a, b in
            ids[a] == ids[b] ? a < b : ids[a].lexicographicallyPrecedes(ids[b])
        }
        for source in order { body.append(fixed: UInt32(source)) }
        var offset = 0
        for id in ids {
            body.append(fixed: UInt32(offset))
            offset += id.count
        }
        guard offset <= Int(UInt32.max) else { throw IndexError.limit("the ids of one segment take more than 4 GB") }
        body.append(fixed: UInt32(offset))
        for id in ids { body.append(bytes: id) }
        try output.write(body.rawBytes)
    }
}

internal import CZstd
internal import Synchronization

/// Items of bytes that will be compressed in groups: one section of the stored file.
final class StoredItems {
    // Unchecked: one thread owns the items, and no method calls back into them.
    @exclusivity(unchecked) private(set) var bytes = ByteVector()
    @exclusivity(unchecked) private(set) var ends = Vector<UInt64>()

    /// Items held.
    var count: Int { ends.count }

    /// Appends an item.
    func append(_ item: UnsafeRawBufferPointer) {
        bytes.append(bytes: item)
        ends.append(UInt64(bytes.count))
    }

    /// Keeps the first `n` items.
    func truncate(to n: Int) {
        bytes.truncate(to: n == 0 ? 0 : Int(ends[n - 1]))
        ends.truncate(to: n)
    }

    /// The bytes of items in a row.
    func bytes(of items: Range<Int>) -> UnsafeRawBufferPointer {
        let start = items.lowerBound == 0 ? 0 : Int(ends[items.lowerBound - 1])
        let end = items.isEmpty ? start : Int(ends[items.upperBound - 1])
        return UnsafeRawBufferPointer(rebasing: bytes.rawBytes[start..<end])
    }

    /// Bytes of memory held.
    var sizeInBytes: Int { bytes.sizeInBytes + ends.sizeInBytes }
}

/// Writes the stored file: a dictionary, then sections of compressed groups.
///
/// Order of calls: for each section `append` any number of times, then `endSection`; `finish`.
final class StoredWriter {
    /// A group of consecutive items of one part of a section.
    private struct Group {
        var part: Int
        var items: Range<Int>
    }

    private let threads: Int
    private let output: EnvelopeOutput
    private let contexts: CompressionContexts
    /// The sections that have ended.
    @exclusivity(unchecked) private var directory = ByteVector()
    /// The groups of the section that has not.
    @exclusivity(unchecked) private var rows = ByteVector()
    @exclusivity(unchecked) private var groupCount = 0
    @exclusivity(unchecked) private var itemCount = 0

    /// Writes the head of the body.
    ///
    /// - Parameters:
    ///   - sample: Documents that stand for all, or all of them.
    ///   - totalSize: Bytes of all that will be written, roughly.
    ///   - threads: Threads to compress with, at least 1.
    ///   - output: The file, nothing of whose body is written yet.
    /// - Throws: What the directory throws.
    init(sample: [StoredItems], totalSize: Int, threads: Int, to output: EnvelopeOutput) throws {
        self.threads = max(1, threads)
        self.output = output
        let dictionary = totalSize < StoredFormat.dictionaryThreshold ? [] : Self.makeDictionary(sample)
        var head = ByteVector()
        head.append(fixed: UInt64(dictionary.count))
        try output.write(head.rawBytes)
        try output.write(dictionary)
        contexts = CompressionContexts(dictionary: dictionary)
    }

    /// Writes the whole body: documents, then sources.
    ///
    /// - Parameters:
    ///   - sections: For each section its items, in parts that follow one another.
    ///   - threads: Threads to compress with, at least 1.
    ///   - output: The file, nothing of whose body is written yet.
    /// - Throws: What the directory throws; `limit` for what zstd does not take.
    static func write(_ sections: [[StoredItems]], threads: Int, to output: EnvelopeOutput) throws {
        let total = sections.joined().reduce(0) { $0 + $1.bytes.count }
        let writer = try StoredWriter(sample: sections.first ?? [], totalSize: total, threads: threads, to: output)
        for section in sections {
            try writer.append(section)
            writer.endSection()
        }
        try writer.finish()
    }

    private static func groups(_ parts: [StoredItems]) -> [Group] {
        var groups: [Group] = []
        for (part, items) in parts.enumerated() {
            var first = 0
            var start: UInt64 = 0
            for index in 0..<items.count where Int(items.ends[index] - start) > StoredFormat.groupLength {
                // An item that is larger by itself makes a group of its own.
                guard index > first else { continue }
                groups.append(Group(part: part, items: first..<index))
                first = index
                start = items.ends[index - 1]
            }
            if first < items.count { groups.append(Group(part: part, items: first..<items.count)) }
        }
        return groups
    }

    /// Compresses and writes the next items of the section.
    func append(_ parts: [StoredItems]) throws {
        let groups = Self.groups(parts)
        // Compressed a wave at a time: memory stays bounded, output stays in order.
        let wave = 64 * threads
        for start in stride(from: 0, to: groups.count, by: wave) {
            let range = start..<min(start + wave, groups.count)
            let results = range.map { _ in CompressedGroup() }
            try Parallel.run(count: range.count, threads: threads) { index in
                let group = groups[range.lowerBound + index]
                try contexts.withContext { context in
                    try results[index].compress(parts[group.part], group.items, context)
                }
            }
            for (index, result) in results.enumerated() {
                rows.append(fixed: UInt64(output.bodyLength))
                rows.append(fixed: UInt64(itemCount))
                rows.append(fixed: UInt32(result.rawLength))
                rows.append(fixed: UInt32(result.bytes.count))
                try output.write(result.bytes.rawBytes)
                itemCount += groups[range.lowerBound + index].items.count
                groupCount += 1
            }
        }
    }

    /// Ends the section; the next items belong to another.
    func endSection() {
        directory.append(fixed: UInt64(groupCount))
        directory.append(fixed: UInt64(itemCount))
        directory.append(bytes: rows.rawBytes)
        rows.removeAll()
        groupCount = 0
        itemCount = 0
    }

    /// Writes where all is.
    func finish() throws {
        directory.append(fixed: UInt64(directory.count))
        try output.write(directory.rawBytes)
    }

    /// A dictionary of evenly spaced pieces of the documents; empty where it would not pay.
    ///
    /// zstd's trainer chooses pieces too, in ten times the time, and its files were 1.4 % longer on the law corpus.
    private static func makeDictionary(_ documents: [StoredItems]) -> [UInt8] {
        // Room for the tables that zstd puts before the pieces.
        let pieces = sample(
            documents, count: StoredFormat.dictionaryLength / StoredFormat.pieceLength - 8, of: StoredFormat.pieceLength
        )
        // What the tables are made from: texts as they will be compressed, at other places.
        let groups = sample(documents, count: StoredFormat.tableSampleCount, of: StoredFormat.tableSampleLength)
        let sizes = [Int](
            repeating: StoredFormat.tableSampleLength, count: groups.count / StoredFormat.tableSampleLength)
        guard sizes.count >= 16, pieces.count >= StoredFormat.dictionaryLength / 2 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: StoredFormat.dictionaryLength) { room, count in
            var parameters = ZDICT_params_t()
            parameters.compressionLevel = StoredFormat.level
            let result = ZDICT_finalizeDictionary(
                room.baseAddress, room.count, pieces.base, pieces.count, groups.base, sizes, UInt32(sizes.count),
                parameters)
            // A corpus that gives no dictionary is stored without one.
            count = ZDICT_isError(result) != 0 ? 0 : result
        }
    }

    /// About `count` pieces of `length` bytes, at even distances.
    private static func sample(_ parts: [StoredItems], count: Int, of length: Int) -> ByteVector {
        let total = parts.reduce(0) { $0 + $1.bytes.count }
        let step = max(length, total / count)
        var pieces = ByteVector(capacity: count * length)
        // Counted from the beginning of the part; a part may be shorter than a step.
        var next = step - length
        for part in parts {
            while next + length <= part.bytes.count, pieces.count < count * length {
                pieces.append(bytes: UnsafeRawBufferPointer(rebasing: part.bytes.rawBytes[next..<next + length]))
                next += step
            }
            next = max(0, next - part.bytes.count)
        }
        return pieces
    }
}

/// One group on its way to the file.
private final class CompressedGroup {
    var bytes = ByteVector()
    var rawLength = 0

    func compress(_ items: StoredItems, _ range: Range<Int>, _ context: OpaquePointer) throws {
        var raw = ByteVector(capacity: StoredFormat.groupLength * 2)
        for index in range { raw.append(varint: UInt64(items.bytes(of: index..<index + 1).count)) }
        raw.append(bytes: items.bytes(of: range))
        rawLength = raw.count
        guard rawLength <= Int(Int32.max) else { throw IndexError.limit("a document stores more than 2 GB") }
        let bound = ZSTD_compressBound(raw.count)
        let room = bytes.extend(by: bound)
        let length = ZSTD_compress2(context, room, bound, raw.base, raw.count)
        guard ZSTD_isError(length) == 0 else {
            throw IndexError.limit("zstd: \(String(cString: ZSTD_getErrorName(length)))")
        }
        bytes.truncate(to: length)
    }
}

/// zstd's working memory, lent to one thread at a time: making it anew for each group took longer than some groups do.
///
/// - Invariant of the `@unchecked`: `idle` is touched behind the lock alone; a context is idle or held by one caller.
private final class CompressionContexts: @unchecked Sendable {
    private let dictionary: [UInt8]
    private let mutex = Mutex<Void>(())
    private var idle: [OpaquePointer] = []

    init(dictionary: [UInt8]) { self.dictionary = dictionary }

    func withContext<R>(_ body: (OpaquePointer) throws -> R) throws -> R {
        let context = try mutex.withLock { _ in idle.popLast() } ?? makeContext()
        defer { mutex.withLock { _ in idle.append(context) } }
        return try body(context)
    }

    private func makeContext() throws -> OpaquePointer {
        guard let context = ZSTD_createCCtx() else { throw IndexError.limit("no memory for compression") }
        var results = [ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, StoredFormat.level)]
        if !dictionary.isEmpty {
            // Loaded into each context: a dictionary digested once for all takes the level's depth of search, and no other.
            results.append(ZSTD_CCtx_setParameter(context, ZSTD_c_searchLog, StoredFormat.searchLog))
            results.append(ZSTD_CCtx_loadDictionary(context, dictionary, dictionary.count))
        }
        if let fault = results.first(where: { ZSTD_isError($0) != 0 }) {
            ZSTD_freeCCtx(context)
            throw IndexError.limit("zstd: \(String(cString: ZSTD_getErrorName(fault)))")
        }
        return context
    }

    deinit {
        for context in idle { ZSTD_freeCCtx(context) }
    }
}

internal import CZstd
internal import Synchronization

/// The stored bytes of documents and sources: FORMAT.md › Stored.
final class StoredFile: Sendable {
    /// One row of a section's directory.
    private struct Group {
        var offset: Int
        var firstItem: Int
        var rawLength: Int
        var length: Int
    }

    private struct Section: Sendable {
        var directoryOffset: Int
        var groupCount: Int
        var itemCount: Int
    }

    /// A decompressed group, kept because hits often come from one text.
    private struct Cached {
        var offset: Int
        var bytes: [UInt8]
    }

    private static var rowLength: Int { 24 }
    /// Larger groups are not kept after a read.
    private static var cachedLength: Int { 1 << 20 }

    private let file: EnvelopeFile
    private let name: String
    private let body: MappedBytes
    private let sections: [Section]
    private let dictionaryRange: Range<Int>
    private let dictionary: Mutex<DecompressionDictionary?>
    private let cache = Mutex<[Cached]>([])

    /// Checks the directory's place and size; rows are checked as they are read.
    init(_ file: EnvelopeFile, name: String, itemCounts: [Int]) throws {
        self.file = file
        self.name = name
        body = MappedBytes(file.body)
        dictionary = Mutex(nil)
        var cursor = ByteCursor(file.body, file: name, fileOffset: FileEnvelope.headerLength)
        let length = try cursor.fixed(UInt64.self)
        guard file.body.count >= 16, length <= UInt64(file.body.count - 16) else {
            throw cursor.corrupt("a dictionary of \(length) bytes")
        }
        dictionaryRange = 8..<8 + Int(length)
        var end = ByteCursor(
            file.body, at: file.body.count - 8, file: name, fileOffset: FileEnvelope.headerLength)
        let directoryLength = try end.fixed(UInt64.self)
        guard directoryLength <= UInt64(file.body.count - 8 - dictionaryRange.upperBound) else {
            throw end.corrupt("a directory of \(directoryLength) bytes")
        }
        var directory = ByteCursor(
            file.body, at: file.body.count - 8 - Int(directoryLength), file: name, fileOffset: FileEnvelope.headerLength
        )
        var sections: [Section] = []
        for expected in itemCounts {
            let groups = try directory.fixed(UInt64.self)
            let items = try directory.fixed(UInt64.self)
            // Whoever opens the segment makes room for its documents: no more than the file can hold.
            guard items == UInt64(expected), groups <= items,
                items <= UInt64(file.body.count) * UInt64(StoredFormat.maximumRatio)
            else {
                throw directory.corrupt("\(groups) groups of \(items) items where \(expected) items are")
            }
            sections.append(
                Section(directoryOffset: directory.offset, groupCount: Int(groups), itemCount: Int(items)))
            _ = try directory.take(Int(groups) * Self.rowLength)
        }
        self.sections = sections
    }

    /// The bytes of an item.
    func item(_ item: Int, section: Int) throws -> [UInt8] {
        let found = sections[section]
        precondition(item >= 0 && item < found.itemCount, "item \(item) of \(found.itemCount)")
        var low = 0
        var high = found.groupCount
        while low < high {
            let middle = (low + high) >> 1
            if try row(middle, found).firstItem <= item { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { throw corrupt(found.directoryOffset, "no group holds item \(item)") }
        let group = try row(low - 1, found)
        let next = low < found.groupCount ? try row(low, found).firstItem : found.itemCount
        return try withGroup(group) { bytes in
            try slice(bytes, item: item - group.firstItem, of: next - group.firstItem, group)
        }
    }

    /// Bytes that the groups of a section decompress to.
    func rawLength(section: Int) throws -> Int {
        let found = sections[section]
        return try (0..<found.groupCount).reduce(0) { $0 + (try row($1, found).rawLength) }
    }

    /// Calls `body` with the items of a section in order: of all groups, or of one in so many.
    func forEachItem(
        section: Int, everyGroup step: Int = 1, _ body: (Int, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let found = sections[section]
        var item = 0
        for index in stride(from: 0, to: found.groupCount, by: step) {
            let group = try row(index, found)
            if step > 1 { item = group.firstItem }
            let next = index + 1 < found.groupCount ? try row(index + 1, found).firstItem : found.itemCount
            guard group.firstItem == item, next > item else {
                throw corrupt(found.directoryOffset + index * Self.rowLength, "groups of items are out of order")
            }
            let bytes = try decompress(group)
            try bytes.withUnsafeBytes { raw in
                var lengths = ByteCursor(raw, file: name, fileOffset: FileEnvelope.headerLength + group.offset)
                var ends: [Int] = []
                for _ in item..<next { ends.append(try lengths.varint(atMost: raw.count)) }
                for length in ends {
                    try body(item, try lengths.take(length))
                    item += 1
                }
            }
        }
    }

    private func slice(_ bytes: [UInt8], item: Int, of count: Int, _ group: Group) throws -> [UInt8] {
        try bytes.withUnsafeBytes { raw in
            var cursor = ByteCursor(raw, file: name, fileOffset: FileEnvelope.headerLength + group.offset)
            var before = 0
            var length = 0
            for index in 0..<max(0, count) {
                let value = try cursor.varint(atMost: raw.count)
                if index < item { before += value }
                if index == item { length = value }
            }
            _ = try cursor.take(before)
            return Array(try cursor.take(length))
        }
    }

    private func row(_ index: Int, _ section: Section) throws -> Group {
        let at = section.directoryOffset + index * Self.rowLength
        var cursor = ByteCursor(body.bytes, at: at, file: name, fileOffset: FileEnvelope.headerLength)
        let offset = try cursor.fixed(UInt64.self)
        let first = try cursor.fixed(UInt64.self)
        let rawLength = Int(try cursor.fixed(UInt32.self))
        let length = Int(try cursor.fixed(UInt32.self))
        guard offset <= UInt64(body.bytes.count), length <= body.bytes.count - Int(offset),
            first < UInt64(max(1, section.itemCount)), rawLength <= (length + 64) * StoredFormat.maximumRatio
        else { throw corrupt(at, "a group of items outside the file") }
        return Group(offset: Int(offset), firstItem: Int(first), rawLength: rawLength, length: length)
    }

    private func withGroup<R>(_ group: Group, _ read: ([UInt8]) throws -> R) throws -> R {
        if let hit = cache.withLock({ $0.first { $0.offset == group.offset } }) { return try read(hit.bytes) }
        let bytes = try decompress(group)
        guard bytes.count <= Self.cachedLength else { return try read(bytes) }
        cache.withLock { cached in
            if cached.count >= 4 { cached.removeFirst() }
            cached.append(Cached(offset: group.offset, bytes: bytes))
        }
        return try read(bytes)
    }

    private func decompress(_ group: Group) throws -> [UInt8] {
        let source = UnsafeRawBufferPointer(rebasing: body.bytes[group.offset..<group.offset + group.length])
        guard ZSTD_getFrameContentSize(source.baseAddress, source.count) == UInt64(group.rawLength) else {
            throw corrupt(group.offset, "a group of items says another length than its directory")
        }
        let dictionary = digestedDictionary()
        return try DecompressionContext.borrowed { context in
            try [UInt8](unsafeUninitializedCapacity: group.rawLength) { room, count in
                let length = ZSTD_decompress_usingDDict(
                    context, room.baseAddress, group.rawLength, source.baseAddress, source.count, dictionary?.digested)
                guard ZSTD_isError(length) == 0, length == group.rawLength else {
                    throw corrupt(group.offset, "a group of items does not decompress")
                }
                count = length
            }
        }
    }

    private func digestedDictionary() -> DecompressionDictionary? {
        dictionary.withLock { dictionary in
            if dictionary == nil, !dictionaryRange.isEmpty {
                dictionary = DecompressionDictionary(UnsafeRawBufferPointer(rebasing: body.bytes[dictionaryRange]))
            }
            return dictionary
        }
    }

    private func corrupt(_ offset: Int, _ reason: String) -> IndexError {
        .corrupt(file: name, byteOffset: FileEnvelope.headerLength + offset, reason: reason)
    }
}

/// zstd's digested dictionary, made at the first read.
///
/// - Invariant: Never changed after creation; zstd reads a digested dictionary from any number of threads.
private final class DecompressionDictionary: @unchecked Sendable {
    let digested: OpaquePointer?

    init(_ bytes: UnsafeRawBufferPointer) {
        digested = ZSTD_createDDict(bytes.baseAddress, bytes.count)
    }

    deinit { ZSTD_freeDDict(digested) }
}

extension StoredFile {
    /// How many items the two sections have; nil where the directory is not of their form.
    static func itemCounts(_ file: EnvelopeFile) -> (documents: Int, sources: Int)? {
        let body = file.body
        var end = ByteCursor(body, at: body.count - 8, file: file.file.name, fileOffset: FileEnvelope.headerLength)
        guard let length = try? end.fixed(UInt64.self), length <= UInt64(max(0, body.count - 16)) else { return nil }
        var directory = ByteCursor(
            body, at: body.count - 8 - Int(length), file: file.file.name, fileOffset: FileEnvelope.headerLength)
        var counts: [Int] = []
        for _ in 0..<2 {
            guard let groups = try? directory.fixed(UInt64.self), let items = try? directory.fixed(UInt64.self),
                items <= UInt64(UInt32.max), groups <= items, (try? directory.take(Int(groups) * 24)) != nil
            else { return nil }
            counts.append(Int(items))
        }
        return (counts[0], counts[1])
    }
}

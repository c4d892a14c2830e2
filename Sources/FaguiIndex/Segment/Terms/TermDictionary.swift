/// The terms of a segment in order, with where their postings are: FORMAT.md › Terms.
///
/// A lookup is a binary search over eight-byte prefixes, then a walk over at most 32 terms.
struct TermDictionary: Sendable {
    private let file: EnvelopeFile
    private let name: String
    private let body: MappedBytes
    let blockCount: Int
    /// Distinct terms over all fields.
    let termCount: UInt64
    private let offsetsOffset: Int
    private let blocksOffset: Int
    /// Which fields keep positions is not needed here; how many fields there are bounds the first byte of a key.
    private let fieldCount: Int

    /// Checks the head; the blocks are checked as they are read.
    init(_ file: EnvelopeFile, name: String, fieldCount: Int) throws {
        self.file = file
        self.name = name
        self.fieldCount = fieldCount
        body = MappedBytes(file.body)
        var cursor = ByteCursor(file.body, file: name, fileOffset: FileEnvelope.headerLength)
        let blocks = try cursor.fixed(UInt64.self)
        termCount = try cursor.fixed(UInt64.self)
        guard blocks <= UInt64(file.body.count) / 16 else { throw cursor.corrupt("\(blocks) blocks of terms") }
        blockCount = Int(blocks)
        offsetsOffset = 16 + 8 * blockCount
        blocksOffset = 16 + 16 * blockCount
        guard blocksOffset <= file.body.count, termCount <= blocks * UInt64(TermDictionaryWriter.termsPerBlock) else {
            throw cursor.corrupt("\(blocks) blocks of \(termCount) terms do not fit the file")
        }
    }

    /// The first eight bytes of a block's first key.
    @inline(__always)
    private func key(_ block: Int) -> UInt64 {
        UInt64(littleEndian: body.bytes.loadUnaligned(fromByteOffset: 16 + 8 * block, as: UInt64.self))
    }

    /// Where a block begins in the body, and how many terms it has.
    private func place(of block: Int) throws -> (offset: Int, count: Int) {
        let offset = UInt64(
            littleEndian: body.bytes.loadUnaligned(fromByteOffset: offsetsOffset + 8 * block, as: UInt64.self))
        guard offset <= UInt64(body.bytes.count - blocksOffset) else {
            throw IndexError.corrupt(
                file: name, byteOffset: FileEnvelope.headerLength + offsetsOffset + 8 * block,
                reason: "a block of terms outside the file")
        }
        // The last block may hold fewer terms.
        let before = UInt64(block) * UInt64(TermDictionaryWriter.termsPerBlock)
        let count = termCount > before ? Int(min(termCount - before, UInt64(TermDictionaryWriter.termsPerBlock))) : 0
        return (blocksOffset + Int(offset), count)
    }

    /// Starts reading a block.
    func cursor(at block: Int) throws -> TermBlockCursor {
        let (offset, count) = try place(of: block)
        let bytes = ByteCursor(body.bytes, at: offset, file: name, fileOffset: FileEnvelope.headerLength)
        return try TermBlockCursor(bytes, count: count, fieldCount: fieldCount)
    }

    /// The last block whose first key is not behind `key`, or nil if all are.
    private func block(for target: UnsafeRawBufferPointer) throws -> Int? {
        let prefix = TermKey.prefix(target)
        var low = 0
        var length = blockCount
        // Without a branch on what cannot be foreseen: first the blocks whose prefixes are below.
        while length > 1 {
            let half = length >> 1
            low &+= key(low &+ half &- 1) < prefix ? half : 0
            length &-= half
        }
        if low < blockCount, key(low) < prefix { low += 1 }
        guard low < blockCount, key(low) == prefix else { return low == 0 ? nil : low - 1 }
        var high = blockCount
        while low < high {
            let middle = (low + high) >> 1
            let first = key(middle)
            var isBehind = first > prefix
            if first == prefix {
                var cursor = try cursor(at: middle)
                _ = try cursor.next()
                isBehind = cursor.withKey { TermKey.compare($0, target) > 0 }
            }
            if isBehind { high = middle } else { low = middle + 1 }
        }
        return low == 0 ? nil : low - 1
    }

    /// Looks up a key: the field's number, then the term. Behind it eight bytes can be read.
    func find(_ key: UnsafeRawBufferPointer) throws -> TermInfo? {
        guard let block = try block(for: key) else { return nil }
        let (offset, count) = try place(of: block)
        if let lookup = TermLookup(UnsafeRawBufferPointer(rebasing: body.bytes[offset...]), count: count) {
            switch lookup.find(key) {
            case .found(let info): return info
            case .absent: return nil
            case .unknown: break
            }
        }
        var cursor = try cursor(at: block)
        return try cursor.find(key)
    }

    /// An iterator that stands before the first key that is not before `key`.
    func iterator(from key: UnsafeRawBufferPointer) throws -> TermIterator {
        var iterator = TermIterator(self, block: try block(for: key) ?? 0)
        try iterator.seekInBlock(key)
        return iterator
    }
}

/// Bytes of a mapped file that a value beside this one keeps alive.
///
/// - Invariant: The bytes are immutable, and whoever holds this also holds the file that owns them.
struct MappedBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }
}

/// Walks over the terms of a dictionary in order.
struct TermIterator {
    private let dictionary: TermDictionary
    private var block: Int
    private var cursor: TermBlockCursor?
    private var isPrimed = false

    init(_ dictionary: TermDictionary, block: Int) {
        self.dictionary = dictionary
        self.block = block
    }

    /// The current term; meaningful after ``next()`` returned true.
    var info: TermInfo { cursor?.info ?? TermBlockCursor.noTerm }

    /// The current key: the field's number, then the term.
    func withKey<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        if let cursor { return try cursor.withKey(body) }
        return try body(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// Goes to the next term; false at the end.
    mutating func next() throws -> Bool {
        if isPrimed {
            isPrimed = false
            return true
        }
        while true {
            if try cursor?.next() == true { return true }
            guard block < dictionary.blockCount else {
                cursor = nil
                return false
            }
            cursor = try dictionary.cursor(at: block)
            block += 1
        }
    }

    /// Passes over the keys before `key`.
    mutating func seekInBlock(_ key: UnsafeRawBufferPointer) throws {
        while try next() {
            if withKey({ TermKey.compare($0, key) >= 0 }) {
                isPrimed = true
                return
            }
        }
    }
}

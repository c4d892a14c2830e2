public import CPrefetch
public import CVectors

/// Finds and reads a term's entries, one after another: the innermost loop of search.
///
/// An *entry* is what the term has in one block. Entries are numbered by their place in a list, in a dense one by their
/// block. Everything is a plain address or number, so that a loop can keep it in registers; the segment must outlive it.
/// - Concurrency: One value belongs to one thread.
public struct BlockCursor: BitwiseCopyable {
    /// Entries; in a dense list blocks that have the term.
    public let entryCount: Int
    /// Where things are, as `CVectors` wants it: an entry must begin in the content, then the padding behind the last list
    /// covers what is read.
    public var list: fagui_list
    /// Whether `CVectors` can find and read entries.
    public let usesVectors: Bool

    /// The group that the first row is of.
    @usableFromInline let firstRow: Int
    /// Whether groups begin with headers, which tell where their steps begin.
    @usableFromInline let hasSteps: Bool
    /// Ascending numbers of the entries' blocks, for a list; nil before they are decoded.
    @usableFromInline var blocks: UnsafePointer<UInt32>?
    /// The entry found last, and where it begins.
    @usableFromInline var lastEntry: Int
    @usableFromInline var lastOffset: Int

    init(_ layout: PostingsLayout, _ source: PostingsSource) {
        entryCount = layout.entryCount
        list = fagui_list(
            content: source.base + layout.contentOffset, content_length: layout.end - layout.contentOffset,
            offsets: nil, rows: layout.hasRows ? source.base + layout.tableOffset : nil, row_length: layout.rowLength,
            place_offset: layout.placeOffset, place_mask: layout.placeMask,
            header_length: UInt32(truncatingIfNeeded: layout.headerLength),
            impacts: layout.isDense ? source.bytes(at: layout.impactsOffset) : nil)
        usesVectors = source.usesVectors && layout.hasSteps
        firstRow = layout.firstRow
        hasSteps = layout.hasSteps
        lastEntry = -1
        lastOffset = 0
    }

    /// One impact a block of the segment, 0 where the term is absent, if the term is stored densely; else nil.
    @inlinable public var denseImpacts: UnsafePointer<UInt8>? { list.impacts }

    @inlinable var content: UnsafeRawPointer { list.content }
    @inlinable var contentLength: Int { list.content_length }

    /// Where the entries of a short list begin, counted from the content.
    @inlinable var offsets: UnsafePointer<UInt32>? {
        get { list.offsets }
        set { list.offsets = newValue }
    }

    /// The number of a block's entry; nil if the term is not there.
    @inlinable @inline(__always)
    public func entry(of block: Int) -> Int? {
        if let denseImpacts { return denseImpacts[block] != 0 ? block : nil }
        return listEntry(of: UInt32(truncatingIfNeeded: block))
    }

    /// Calls mostly ascend: looks ahead from the last entry, in growing steps, then searches between two of them.
    @inlinable @inline(__always)
    func listEntry(of block: UInt32) -> Int? {
        guard let blocks else { return nil }
        var base = 0
        var length = entryCount
        if lastEntry > 0, blocks[lastEntry] <= block {
            base = lastEntry
            var step = 1
            while base &+ step < entryCount, blocks[base &+ step] <= block {
                base &+= step
                step <<= 1
            }
            length = min(step, entryCount &- base)
        }
        while length > 1 {
            let half = length >> 1
            base &+= blocks[base &+ half] <= block ? half : 0
            length &-= half
        }
        return blocks[base] == block ? base : nil
    }

    /// Where an entry begins, counted from the content.
    ///
    /// - Parameter entry: Below ``entryCount``; in a dense list, a block that has the term.
    /// - Returns: Below 0 where damaged bytes point out of the list.
    @inlinable @inline(__always)
    public mutating func find(_ entry: Int) -> Int {
        var offset: Int
        if let offsets {
            offset = Int(offsets[entry])
        } else {
            var next = lastEntry
            offset = lastOffset
            // From the last entry on, if it is near and of the same group (others begin with their gaps), else from the
            // last place that the rows tell.
            if next < 0 || UInt(bitPattern: entry &- next) >= 3 || entry >> 5 != next >> 5 {
                (next, offset) = place(before: entry)
            }
            while next < entry {
                if UInt(bitPattern: offset) >= UInt(bitPattern: contentLength) { return -1 }
                if denseImpacts.map({ $0[next] != 0 }) ?? true {
                    offset = EntryDecoder.skip(content, at: offset, hasLength: hasSteps)
                }
                next &+= 1
            }
        }
        if UInt(bitPattern: offset) >= UInt(bitPattern: contentLength) { return -1 }
        lastEntry = entry
        lastOffset = offset
        return offset
    }

    /// Has what ``find(_:)`` will read for an entry fetched from memory; finding it some hundred instructions later need not
    /// wait then.
    @inlinable @inline(__always)
    public func prefetch(_ entry: Int) {
        if let offsets { return fagui_prefetch(content + Int(offsets[entry])) }
        let group = entry >> 5
        guard let rows = list.rows, group >= firstRow else { return fagui_prefetch(content) }
        let offset = contentPlace(rows, group)
        // An address outside the list does no harm.
        fagui_prefetch(content + offset)
        fagui_prefetch(content + offset + 64)
    }

    /// The last place at or before an entry that the rows tell: an entry (dense: a block) and where it begins.
    @inlinable @inline(__always)
    func place(before entry: Int) -> (Int, Int) {
        guard let rows = list.rows else { return (0, 0) }
        let group = entry >> 5
        let first = group << 5
        if group < firstRow { return (first, 0) }
        var offset = contentPlace(rows, group)
        if !hasSteps || offset >= contentLength { return (first, offset) }
        let header = content + offset
        offset &+= Int(list.header_length)
        let step = (entry &- first) >> 2
        if step == 0 { return (first, offset) }
        // The sum of so many bytes, by way of sums of pairs; 255 stands for more than a byte can tell.
        let all = UInt64(littleEndian: header.loadUnaligned(as: UInt64.self))
        let lengths = all & (UInt64.max &>> UInt64(64 &- 8 &* step))
        if EntryDecoder.hasFullByte(lengths) { return (first, offset) }
        let pairs = (lengths & 0x00FF_00FF_00FF_00FF) &+ (lengths >> 8 & 0x00FF_00FF_00FF_00FF)
        offset &+= Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) >> 48)
        return (first &+ step << 2, offset)
    }

    /// What a group's row says of where it begins.
    @inlinable @inline(__always)
    func contentPlace(_ rows: UnsafeRawPointer, _ group: Int) -> Int {
        let row = rows + list.row_length &* (group &- firstRow)
        let place = UInt32(littleEndian: row.loadUnaligned(fromByteOffset: list.place_offset, as: UInt32.self))
        return Int(place & list.place_mask)
    }

    /// Which of the 64 documents an entry has; see ``find(_:)``. 0 only in damaged bytes.
    @inlinable @inline(__always)
    public func presence(at offset: Int) -> UInt64 { EntryDecoder.presence(content, at: offset) }

    /// An entry with its frequencies; see ``find(_:)``.
    @inlinable @inline(__always)
    public func entry(at offset: Int) -> BlockEntry { EntryDecoder.read(content, at: offset, hasLength: hasSteps) }

    /// How often a document has the term, one of those of the entry; see ``find(_:)``.
    @inlinable @inline(__always)
    public func frequency(of document: Int, at offset: Int) -> UInt32 {
        if usesVectors {
            let frequency = fagui_frequency(content + offset, document)
            if frequency != 0 { return frequency }
        }
        return entry(at: offset).frequency(of: document)
    }
}

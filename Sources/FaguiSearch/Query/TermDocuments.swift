internal import FaguiIndex

/// Reads which documents have the terms of a segment, one term after another.
struct TermDocuments {
    private let segment: SegmentReader
    private var blocks: [UInt32] = []
    private var impacts: [UInt8] = []
    private var frequencies = [UInt32](repeating: 0, count: 64)

    init(_ segment: SegmentReader) { self.segment = segment }

    /// Adds the documents of a term to a mask of one word a block, deleted ones included.
    ///
    /// - Throws: `corrupt`.
    mutating func add(_ term: TermInfo, to words: inout [UInt64]) throws {
        try read(term) { postings, blocks, content in
            if let dense = postings.denseImpacts {
                for block in words.indices where dense[block] != 0 {
                    if try postings.decode(block: UInt32(block), into: &content) { words[block] |= content.presence }
                }
            } else {
                for place in 0..<postings.blockCount where try postings.decode(block: blocks[place], into: &content) {
                    words[Int(blocks[place])] |= content.presence
                }
            }
        }
    }

    /// Whether a document has a term.
    ///
    /// - Throws: `corrupt`.
    mutating func contains(_ doc: DocID, of term: TermInfo) throws -> Bool {
        try read(term) { postings, _, content in
            try postings.decode(block: doc >> 6, into: &content) && content.presence >> UInt64(doc & 63) & 1 != 0
        }
    }

    /// Opens a term's postings, with the numbers of their blocks where the list is not dense.
    private mutating func read<Value>(
        _ term: TermInfo,
        _ body: (inout TermPostings, UnsafeMutablePointer<UInt32>, inout BlockContent) throws -> Value
    ) throws -> Value {
        var postings = try segment.postings(of: term)
        if blocks.count <= postings.blockCount {
            blocks = [UInt32](repeating: 0, count: postings.blockCount + 1)
            impacts = [UInt8](repeating: 0, count: postings.blockCount + 1)
        }
        return try frequencies.withUnsafeMutableBufferPointer { frequencies in
            try blocks.withUnsafeMutableBufferPointer { blocks in
                try impacts.withUnsafeMutableBufferPointer { impacts in
                    // None is empty.
                    let base = blocks.baseAddress.unsafelyUnwrapped
                    var content = BlockContent(frequencies: frequencies.baseAddress.unsafelyUnwrapped)
                    if postings.denseImpacts == nil {
                        try postings.decodeBlockList(blocks: base, impacts: impacts.baseAddress.unsafelyUnwrapped)
                    }
                    return try body(&postings, base, &content)
                }
            }
        }
    }
}

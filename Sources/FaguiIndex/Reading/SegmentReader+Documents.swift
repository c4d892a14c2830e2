extension SegmentReader {
    /// Calls `body` with every live document of a term, ascending: for terms with few, as ids have.
    public func forEachLiveDocument(of term: TermInfo, _ body: (DocID) throws -> Void) throws {
        var postings = try postings(of: term)
        let frequencies = UnsafeMutablePointer<UInt32>.allocate(capacity: 64)
        defer { frequencies.deallocate() }
        var content = BlockContent(frequencies: frequencies)
        func visit(_ block: UInt32) throws {
            guard try postings.decode(block: block, into: &content) else { return }
            var presence = content.presence & liveDocuments(inBlock: Int(block))
            while presence != 0 {
                try body(block * 64 + DocID(presence.trailingZeroBitCount))
                presence &= presence - 1
            }
        }
        if postings.denseImpacts != nil {
            for block in 0..<UInt32(blockCount) { try visit(block) }
            return
        }
        let count = postings.blockCount
        let blocks = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
        let impacts = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        defer {
            blocks.deallocate()
            impacts.deallocate()
        }
        try postings.decodeBlockList(blocks: blocks, impacts: impacts)
        for index in 0..<count { try visit(blocks[index]) }
    }
}

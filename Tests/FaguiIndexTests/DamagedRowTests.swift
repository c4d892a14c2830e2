import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Rows say where the entries of long lists begin: damaged ones lead anywhere.
@Suite struct DamagedRowTests {
    /// Sixty thousand documents or as many as are told: `dense` in every third, `sparse` in every hundred and ninety-second.
    private static func write(_ count: Int = 60_000, to directory: MemoryDirectory) throws -> SegmentReader {
        try OneSegment.write(count, to: directory) { number in
            (["every"] + (number % 3 == 0 ? ["dense"] : []) + (number % 192 == 0 ? ["sparse"] : []), 1)
        }
    }

    @Test(arguments: ["dense", "sparse"])
    func thoseThatLeadOutOfTheirListAreRefused(term: String) throws {
        let sound = MemoryDirectory()
        let segment = try Self.write(to: sound)
        let list = try segment.postings(of: OneSegment.info(term, in: segment)).list
        #expect(list.isDense == (term == "dense") && list.hasRows)
        let places = list.isDense ? segment.blockCount : list.entryCount
        let groups = (places + PostingsFormat.groupSize - 1) / PostingsFormat.groupSize
        let name = SegmentPart.postings.fileName(of: segment.info.name)
        var content = try #require(sound.content(of: name))
        for row in 0..<groups - list.firstRow {
            let place = FileEnvelope.headerLength + list.tableOffset + row * list.rowLength + list.placeOffset
            for byte in place..<place + 4 { content[byte] = 0xFF }
        }
        let damaged = MemoryDirectory(isGuarded: true)
        for (other, bytes) in sound.files { damaged.put(other == name ? content : bytes, as: other) }

        let reader = try Snapshot.open(damaged).segments[0]
        var postings = try reader.postings(of: OneSegment.info(term, in: reader))
        if !list.isDense {
            // What blocks there are is found by way of the rows, too.
            let blocks = UnsafeMutablePointer<UInt32>.allocate(capacity: postings.blockCount)
            defer { blocks.deallocate() }
            #expect(throws: IndexError.self) { try postings.decodeBlocks(into: blocks) }
            return
        }
        var tried = 0
        for entry in list.firstRow * PostingsFormat.groupSize..<places where postings.denseImpacts?[entry] != 0 {
            // Each by itself: an entry behind one that was found is not looked for by its row.
            var fresh = postings
            #expect(throws: IndexError.self, "entry \(entry)") { try fresh.find(entry: entry) }
            tried += 1
        }
        #expect(tried > 200)
    }

    /// The last block has twelve documents, and its entry says that it has 64: there are no widths for the others.
    @Test func documentsBehindTheLastAreNotLookedAt() throws {
        let sound = MemoryDirectory()
        let segment = try Self.write(60_000 + 44, to: sound)
        #expect(segment.documentCount % 64 == 12)
        let info = try OneSegment.info("every", in: segment)
        var postings = try segment.postings(of: info)
        let last = segment.blockCount - 1
        let offset = try postings.find(entry: last).offset
        let name = SegmentPart.postings.fileName(of: segment.info.name)
        var content = try #require(sound.content(of: name))
        let entry = FileEnvelope.headerLength + postings.list.contentOffset + offset
        #expect(content[entry] == PostingsFormat.bitmapMark)
        for byte in entry + 1...entry + 8 { content[byte] = 0xFF }
        let damaged = MemoryDirectory(isGuarded: true)
        for (other, bytes) in sound.files { damaged.put(other == name ? content : bytes, as: other) }

        let reader = try Snapshot.open(damaged).segments[0]
        var list = try reader.postings(of: OneSegment.info("every", in: reader))
        let found = try list.find(entry: last)
        #expect(found.documents == .max)
        let places = UnsafeMutablePointer<TermPostings.PositionPlace>.allocate(capacity: 64)
        defer { places.deallocate() }
        try list.findPositions(of: 1 << 11, in: UInt32(last), number: last, at: found.offset, into: places)
        #expect(places[11].count == 1)
        #expect(throws: IndexError.self) {
            try list.findPositions(of: 1 << 12, in: UInt32(last), number: last, at: found.offset, into: places)
        }
    }
}

import CVectors
import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// What `CVectors` finds in lists, beside what is found without it.
@Suite(.enabled(if: fagui_has_vectors(), "this processor has no AVX-512 with VBMI2, or FAGUI_NO_VECTORS is set"))
struct VectorsTests {
    /// A term, how many of a hundred thousand documents have it, and how often at most.
    private static let terms: [(name: String, share: Int, most: Int)] = [
        ("short", 100, 3), ("long", 900, 2), ("frequent", 900, 40), ("half", 3_000, 17), ("dense", 20_000, 4),
        ("every", 90_000, 20),
    ]

    /// Calls `body` with every term of thirty thousand random documents and some, so that the last block is not full.
    private static func forEachTerm(
        seed: UInt64, _ body: (_ term: String, inout Pair, SegmentReader, Memory, inout SeededGenerator) throws -> Void
    ) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let segment = try OneSegment.write(30_011, to: MemoryDirectory()) { _ in
            var tokens = ["."]
            for term in terms where Int.random(in: 0..<100_000, using: &random) < term.share {
                // Mostly once.
                let count = Bool.random(using: &random) ? 1 : Int.random(in: 1...term.most, using: &random)
                tokens += Array(repeating: term.name, count: count)
            }
            return (tokens, .random(in: 1...30, using: &random))
        }
        let memory = Memory()
        for term in terms.map(\.name) {
            var pair = try Pair(term, in: segment, memory)
            try body(term, &pair, segment, memory, &random)
        }
    }

    /// A term's postings with and without vectors, their blocks decoded, and the numbers of its entries with their blocks.
    private struct Pair {
        var with: TermPostings
        var without: TermPostings
        var entries: [(number: Int, block: Int)]

        init(_ term: String, in segment: SegmentReader, _ memory: Memory) throws {
            let info = try OneSegment.info(term, in: segment)
            var source = segment.postingsSource(for: 0)
            #expect(source.usesVectors)
            with = try TermPostings(source, term: info)
            source.usesVectors = false
            without = try TermPostings(source, term: info)
            if let impacts = with.denseImpacts {
                entries = (0..<segment.blockCount).filter { impacts[$0] != 0 }.map { ($0, $0) }
                return
            }
            let blocks = try Self.decode(&with, memory)
            let others = try Self.decode(&without, memory)
            #expect(blocks == others)
            entries = blocks.enumerated().map { ($0.offset, Int($0.element)) }
        }

        private static func decode(_ postings: inout TermPostings, _ memory: Memory) throws -> [UInt32] {
            let blocks = memory.take(postings.blockCount)
            if postings.listImpacts != nil {
                try postings.decodeBlocks(into: blocks)
            } else {
                let impacts = UnsafeMutableRawPointer(memory.take(postings.blockCount))
                try postings.decodeBlockList(
                    blocks: blocks, impacts: impacts.assumingMemoryBound(to: UInt8.self),
                    offsets: memory.take(postings.blockCount))
            }
            return Array(UnsafeBufferPointer(start: blocks, count: postings.blockCount))
        }
    }

    /// Numbers at addresses that do not move, until the end of a test.
    private final class Memory {
        private var all: [UnsafeMutablePointer<UInt32>] = []

        func take(_ count: Int) -> UnsafeMutablePointer<UInt32> {
            all.append(.allocate(capacity: count))
            return all[all.count - 1]
        }

        deinit { for one in all { one.deallocate() } }
    }

    @Test(arguments: RandomTests.seeds(2))
    func entriesAndFrequenciesAreTheSame(seed: UInt64) throws {
        try Self.forEachTerm(seed: seed) { term, pair, _, _, random in
            for (number, _) in pair.entries.shuffled(using: &random) {
                let (with, without) = (try pair.with.find(entry: number), try pair.without.find(entry: number))
                #expect(
                    with.documents == without.documents && with.offset == without.offset,
                    "seed \(seed), \(term), entry \(number)")
                for document in 0..<64 where with.documents >> UInt64(document) & 1 == 1 {
                    #expect(
                        pair.with.cursor.frequency(of: document, at: with.offset)
                            == pair.without.cursor.entry(at: with.offset).frequency(of: document),
                        "seed \(seed), \(term), entry \(number), document \(document)")
                }
            }
        }
    }

    @Test(arguments: RandomTests.seeds(2))
    func positionsAreTheSame(seed: UInt64) throws {
        let places = (0..<2).map { _ in UnsafeMutablePointer<TermPostings.PositionPlace>.allocate(capacity: 64) }
        defer { for one in places { one.deallocate() } }
        try Self.forEachTerm(seed: seed) { term, pair, _, _, random in
            let entries = Bool.random(using: &random) ? pair.entries : pair.entries.shuffled(using: &random)
            for (number, block) in entries {
                let found = try pair.without.find(entry: number)
                let wanted = found.documents & UInt64.random(in: 0...UInt64.max, using: &random)
                let block = UInt32(block)
                try pair.with.findPositions(of: wanted, in: block, number: number, at: found.offset, into: places[0])
                try pair.without.findPositions(of: wanted, in: block, number: number, at: found.offset, into: places[1])
                for document in 0..<64 where wanted >> UInt64(document) & 1 == 1 {
                    let (own, other) = (places[0][document], places[1][document])
                    #expect(
                        own.count == other.count && own.width == other.width && own.bit == other.bit,
                        "seed \(seed), \(term), entry \(number), document \(document)")
                }
            }
        }
    }

    @Test(arguments: RandomTests.seeds(4))
    func entriesOfBlocksAreTheSame(seed: UInt64) throws {
        var tried = 0
        try Self.forEachTerm(seed: seed) { term, pair, segment, memory, random in
            guard pair.with.hasGroups else { return }
            let share = Int.random(in: 1...100, using: &random)
            let blocks = (0..<segment.blockCount).filter { _ in Int.random(in: 0..<100, using: &random) < share }
                .map { UInt32($0) }
            let (with, without) = (memory.take(blocks.count + 1), memory.take(blocks.count + 1))
            try pair.with.findEntries(of: blocks, count: blocks.count, into: with)
            try pair.without.findEntries(of: blocks, count: blocks.count, into: without)
            for place in blocks.indices {
                #expect(with[place] == without[place], "seed \(seed), \(term), block \(blocks[place])")
            }
            tried += 1
        }
        #expect(tried > 0)
    }

    /// Gaps of every width that is decoded here, at every place of a word.
    @Test func gapsAreDecoded() {
        var random = SeededGenerator(seed: 1)
        for width in 0...9 {
            let gaps = (0..<32).map { _ in UInt32.random(in: 0..<1 << UInt32(width), using: &random) }
            var bytes = [UInt8](repeating: 0xFF, count: 100)
            for bit in 0..<32 * width { bytes[bit / 8] &= ~(1 << UInt8(bit % 8)) }
            for (number, gap) in gaps.enumerated() {
                for bit in 0..<width where gap >> UInt32(bit) & 1 == 1 {
                    bytes[(number * width + bit) / 8] |= 1 << UInt8((number * width + bit) % 8)
                }
            }
            var blocks = [UInt32](repeating: 0, count: 32)
            fagui_decode_gaps(bytes, width, 70_000, &blocks)
            var next: UInt32 = 70_000
            for (number, gap) in gaps.enumerated() {
                next += gap
                #expect(blocks[number] == next, "width \(width), entry \(number)")
                next += 1
            }
        }
    }
}

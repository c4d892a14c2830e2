import FaguiTestSupport
import Testing

@testable import FaguiSearch

@Suite struct DocumentBoundsTests {
    /// A leaf of a block: what it adds, and the documents that have it.
    private struct Leaf {
        var share: UInt32
        var documents: UInt64

        /// Bit i: some of documents 8 i to 8 i + 7.
        var octets: UInt8 {
            (0..<8).reduce(0) { documents >> UInt64(8 * $1) & 255 == 0 ? $0 : $0 | 1 << UInt8($1) }
        }
    }

    /// Up to 12 leaves, whose shares sum to at most 32,640, as those of a block do.
    private func leaves(using random: inout SeededGenerator) -> [Leaf] {
        var left: UInt32 = 32_640
        return (0..<Int.random(in: 1...12, using: &random)).map { _ in
            let share = UInt32.random(in: 0...left, using: &random)
            left -= share
            var documents = UInt64.random(in: 0...UInt64.max, using: &random)
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                documents &= UInt64.random(in: 0...UInt64.max, using: &random)
            }
            return Leaf(share: share, documents: documents)
        }
    }

    @Test func boundsAreSumsOfTheLeavesThatADocumentHasOrMayHave() {
        for seed in RandomTests.seeds(300) {
            var random = SeededGenerator(seed: seed)
            let leaves = leaves(using: &random)
            let sum = leaves.reduce(0) { $0 + $1.share }
            let wanted = UInt32.random(in: 0...min(32_767, sum + 1), using: &random)
            let memory = WorkingMemory()
            defer { withExtendedLifetime(memory) {} }
            let bounds = DocumentBounds(memory)

            var lanes = bounds.octets(wanted: wanted)
            for leaf in leaves { bounds.add(leaf.share, to: leaf.octets, &lanes) }
            var expected = (0..<8).map { octet in
                leaves.reduce(UInt32(0)) { $1.octets >> UInt8(octet) & 1 == 1 ? $0 + $1.share : $0 }
            }.flatMap { [UInt32](repeating: $0, count: 8) }
            for octet in 0..<8 {
                #expect(lanes.reached >> UInt8(octet) & 1 == (expected[8 * octet] >= wanted ? 1 : 0), "seed \(seed)")
                bounds.start(octet: octet, lanes)
            }

            for leaf in leaves {
                for octet in 0..<8 where leaf.octets >> UInt8(octet) & 1 == 1 {
                    let missing = UInt8(~leaf.documents >> UInt64(8 * octet) & 255)
                    let lost = bounds.take(leaf.share, from: missing, octet: octet)
                    for document in 0..<8 {
                        let bit = UInt8(document)
                        if missing >> bit & 1 == 1 { expected[8 * octet + document] -= leaf.share }
                        #expect(lost >> bit & 1 == (expected[8 * octet + document] < wanted ? 1 : 0), "seed \(seed)")
                    }
                }
            }
            for document in 0..<64 {
                let has = leaves.filter { $0.documents >> UInt64(document) & 1 == 1 }
                #expect(expected[document] == has.reduce(0) { $0 + $1.share }, "seed \(seed)")
            }
        }
    }
}

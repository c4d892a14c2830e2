import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// What an entry says of its documents, beside plain loops over them.
@Suite struct BlockEntryTests {
    /// An entry, and how often each of its documents has the term.
    private struct Sample {
        var entry: BlockEntry
        var frequencies: [(document: Int, frequency: UInt32)] = []
    }

    /// Calls `body` with a random entry.
    private func withSample(using random: inout SeededGenerator, _ body: (Sample) -> Void) {
        let share = Int.random(in: 1...64, using: &random)
        let most: UInt32 = [2, 16, 17, 40, 300].randomElement(using: &random) ?? 2
        var presence: UInt64 = 0
        var repeated: UInt64 = 0
        var frequencies: [(document: Int, frequency: UInt32)] = []
        for document in 0..<64 where Int.random(in: 0..<64, using: &random) < share {
            let frequency: UInt32 = Bool.random(using: &random) ? 1 : .random(in: 1...most, using: &random)
            presence |= 1 << UInt64(document)
            repeated |= (frequency > 1 ? 1 : 0) << UInt64(frequencies.count)
            frequencies.append((document, frequency))
        }
        // Nibbles, then varints of what did not fit: FORMAT.md › Postings.
        let above = frequencies.filter { $0.frequency > 1 }.map { $0.frequency - 2 }
        var bytes = [UInt8](repeating: 0, count: (above.count + 1) / 2)
        for (place, number) in above.enumerated() { bytes[place / 2] |= UInt8(min(number, 15)) << UInt8(place % 2 * 4) }
        for number in above where number >= 15 {
            var rest = number - 15
            while rest >= 0x80 {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(rest))
        }
        // What follows in a file is something else.
        bytes += (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            body(
                Sample(
                    entry: BlockEntry(presence: presence, repeated: repeated, frequencies: base),
                    frequencies: frequencies))
        }
    }

    @Test(arguments: RandomTests.seeds(20))
    func documentsAndFrequenciesAreThoseOfTheBytes(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            withSample(using: &random) { sample in
                let entry = sample.entry
                #expect(
                    (0..<64).filter { entry.repeatedDocuments >> UInt64($0) & 1 == 1 }
                        == sample.frequencies.filter { $0.frequency > 1 }.map(\.document), "seed \(seed)")
                var flags = entry.repeated
                var index = 0
                for (document, frequency) in sample.frequencies {
                    #expect(entry.frequency(of: document) == frequency, "seed \(seed)")
                    #expect(entry.frequency(ofNext: &flags, &index) == frequency, "seed \(seed)")
                }
            }
        }
    }

    @Test(arguments: RandomTests.seeds(20))
    func bitsOfPositionsAreSummed(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let most = UInt8.random(in: 1...32, using: &random)
            let widths = (0..<64).map { _ in UInt8.random(in: 1...most, using: &random) }
            let cuts = (0..<3).map { _ in Int.random(in: 0...64, using: &random) }.sorted() + [64]
            withSample(using: &random) { sample in
                widths.withUnsafeBufferPointer { widths in
                    guard let base = widths.baseAddress else { return }
                    func bits(_ range: Range<Int>) -> Int {
                        sample.frequencies.filter { range.contains($0.document) }.reduce(0) {
                            $0 + Int($1.frequency) * Int(widths[$1.document])
                        }
                    }
                    #expect(sample.entry.positionBits(base) == bits(0..<64), "seed \(seed)")
                    var sum = PositionSum(sample.entry, base)
                    var first = 0
                    for cut in cuts {
                        let below = cut == 64 ? UInt64.max : (1 << UInt64(cut)) - 1
                        #expect(sum.add(below) == bits(first..<cut), "seed \(seed), up to \(cut)")
                        first = cut
                    }
                }
            }
        }
    }
}

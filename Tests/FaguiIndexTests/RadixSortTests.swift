import FaguiTestSupport
import Testing

@testable import FaguiIndex

@Suite struct RadixSortTests {
    @Test(arguments: RandomTests.seeds(4))
    func sortsByKeyAndKeepsTheOrderOfEqualKeys(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for count in [0, 1, 2, 127, 128, 129, 3000] {
            // Few values in some digits, one in others.
            let mask = random.next() & random.next() & 0x00FF_FFFF_FF00_FF0F
            let expected = (0..<count).map { RadixSort.Item(key: random.next() & mask, value: UInt32($0)) }
            var items = Vector<RadixSort.Item>()
            for item in expected { items.append(item) }
            RadixSort.sort(&items)
            // The standard library's sort is stable.
            let sorted = expected.sorted { $0.key < $1.key }
            #expect(items.buffer.map(\.key) == sorted.map(\.key))
            #expect(items.buffer.map(\.value) == sorted.map(\.value))
        }
    }
}

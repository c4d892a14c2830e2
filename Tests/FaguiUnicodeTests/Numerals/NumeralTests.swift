internal import FaguiTestSupport
import Testing

@testable import FaguiUnicode

@Suite struct NumeralTests {
    private func parse(_ text: String) -> Numeral? {
        Array(text.utf16).withUnsafeBufferPointer { units in
            units.baseAddress.flatMap { NumeralParser.parse($0, at: 0, to: units.count) }
        }
    }

    @Test(
        arguments: [
            ("32", 32), ("1,000,000", 1_000_000), ("100万", 1_000_000), ("1.5亿", 150_000_000), ("3万5千", 35_000),
            ("0", 0),
            ("三十二", 32), ("十", 10), ("十二", 12), ("一百零一", 101), ("一百二十", 120), ("一千零一", 1001), ("一万二千", 12_000),
            ("卅二", 32),
            ("廿", 20), ("二〇〇九", 2009), ("二零零九", 2009), ("二○○九", 2009), ("一〇一", 101), ("一百万", 1_000_000),
            ("壹佰万", 1_000_000), ("叁拾贰", 32), ("三亿五千万", 350_000_000), ("两", 2), ("一百二十三亿四千五百六十七万八千九百零一", 12_345_678_901),
            ("一万亿", 1_000_000_000_000), ("第", nil), ("二三十", nil), ("三四", nil), ("千百", nil), ("百", nil), ("", nil),
            ("十百", nil),
            ("123456789012345678901", nil), ("〇〇", 0),
        ] as [(String, UInt64?)])
    func readsTheValue(_ text: String, _ value: UInt64?) {
        let numeral = parse(text)
        #expect(numeral?.value == value)
        if value != nil { #expect(numeral?.range == 0..<text.utf16.count) }
    }

    @Test(
        arguments: [("1,23", 1), ("12,3456", 2), ("3.15", nil), ("32条", 2), ("三十二条", 3), ("万一", nil)]
            as [(String, Int?)])
    func readsNoFurtherThanTheNumber(_ text: String, _ length: Int?) {
        #expect(parse(text)?.range.upperBound == length)
    }

    @Test func readsWhatItWrites() {
        for seed in RandomTests.seeds(1) {
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<2000 {
                let bits = Int.random(in: 1...39, using: &generator)
                let value = UInt64.random(in: 0..<min(1 << UInt64(bits), 1_000_000_000_000), using: &generator)
                let ways = [
                    NumeralWriting.chinese(value), NumeralWriting.capital(value), NumeralWriting.grouped(value),
                    NumeralWriting.tens(value), value >= 100 ? NumeralWriting.places(value) : nil,
                ]
                for text in ways.compactMap({ $0 }) { #expect(parse(text)?.value == value, "seed \(seed): \(text)") }
            }
        }
    }

    @Test func neverFailsOnRandomUnits() {
        let alphabet = Array("〇一二三十百千万亿壹拾廿卅0123456789,.条年".utf16)
        for seed in RandomTests.seeds(1) {
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<20_000 {
                let length = Int.random(in: 1...40, using: &generator)
                let units = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0x30 }
                let numeral = units.withUnsafeBufferPointer { buffer in
                    buffer.baseAddress.flatMap { NumeralParser.parse($0, at: 0, to: buffer.count) }
                }
                if let numeral {
                    #expect(numeral.range.upperBound <= length && numeral.value < Numeral.limit, "seed \(seed)")
                }
            }
        }
    }
}

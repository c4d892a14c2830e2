import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct ChineseNumeralTests {
    private func value(_ text: String) -> Int? {
        withBytes(text) { bytes in
            ChineseNumeral.parse(bytes, at: 0, to: bytes.count).flatMap { $0.end == bytes.count ? $0.value : nil }
        }
    }

    @Test func numbersAreWrittenAsLawsWriteThem() {
        let expected = [
            1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一百", 101: "一百零一", 110: "一百一十",
            112: "一百一十二", 1000: "一千", 1001: "一千零一", 1010: "一千零一十", 1260: "一千二百六十", 10_000: "一万",
            10_010: "一万零一十", 12_345: "一万二千三百四十五",
        ]
        for (number, text) in expected { #expect(ChineseNumeral.canonical(number) == text) }
    }

    @Test func everyNumberComesBackFromItsNumeral() {
        for number in Array(1...2000) + [9999, 10_000, 10_001, 54_321, 99_999] {
            #expect(value(ChineseNumeral.canonical(number)) == number)
        }
    }

    @Test(arguments: [
        ("32", 32), ("３２", 32), ("一〇一", 101), ("二○二四", 2024), ("两百", 200), ("一百一", 101), ("零", 0), ("十", 10),
        ("一百零一", 101), ("一千零十", 1010), ("二百零十五", 215), ("二百零十", 210), ("三百二零", 320), ("一千一零二", 1102),
        ("一百三4", 134), ("一百十五", 115), ("廿三", 23), ("一百廿三", 123), ("一万零十", 10_010), ("二十〇", 20),
    ])
    func otherWritingsAreRead(text: String, number: Int) {
        #expect(value(text) == number)
    }

    @Test func whatIsNoNumberOrTooLargeIsNot() {
        for text in ["", "条", "100000", "99999999999999999999999", "九十万万", "二十百", "一二十", "二十三四", "三十廿"] {
            #expect(value(text) == nil)
        }
    }

    @Test func capitalsAreNumeralsWhereAsked() {
        #expect(value("壹佰") == nil)
        let text = "壹仟零贰拾叁"
        #expect(withBytes(text) { ChineseNumeral.parse($0, at: 0, to: $0.count, takesCapitals: true)?.value } == 1023)
    }

    @Test func anEndlessRunOfDigitsTakesNoTime() {
        let text = String(repeating: "一", count: 100_000)
        #expect(value(text) == nil)
    }
}

import FaguiText
import Testing

@Suite struct FingerprintTests {
    private let analyzer: Analyzer

    init() throws { analyzer = try Analyzer(.current) }

    @Test func textsThatDifferInCaseWidthAndWhiteSpaceAreEqual() {
        let number = analyzer.fingerprint("GB 质量，\n安全")
        for text in ["gb质量，安全", "ＧＢ\u{3000}质量,安全 ", "\tGb质\u{AD}量，安 全"] {
            #expect(analyzer.fingerprint(text) == number)
        }
    }

    @Test func otherTextsDiffer() {
        let texts = ["", "质", "量", "质量", "量质", "质量。", "质量，", "质质", "质质质", "a", "b", "𠀀", "𠀁"]
        #expect(Set(texts.map { analyzer.fingerprint($0) }).count == texts.count)
        #expect(Set(texts.map { analyzer.fingerprint($0) & 0xFFFF_FFFF }).count == texts.count)
        let numbers = Set((0..<20_000).map { analyzer.fingerprint("第\($0)条") & 0xFFFF_FFFF })
        #expect(numbers.count > 19_990)
    }
}

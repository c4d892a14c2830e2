import Testing

@testable import FaguiText

@Suite struct NumeralWordTests {
    private let analyzer: Analyzer
    init() throws { analyzer = try Analyzer(.current) }

    private func words(_ text: String) -> Set<String> { Set(analyzer.terms(text).words.map(\.text)) }

    @Test(arguments: [
        (["第三十二条", "第32条", "第３２条", "第卅二条"], ["32", "第32条"]), (["二〇〇九年", "2009年", "二零零九年"], ["2009", "2009年"]),
        (["十五日", "15日", "１５日"], ["15", "15日"]),
        (["一百万元", "100万元", "1000000元", "1,000,000元"], ["1000000", "1000000元"]),
        (["国发〔2021〕5号", "国发[2021]5号", "国发（2021）5号", "國發【2021】5號"], ["5号", "〔2021〕5号"]),
    ])
    func givesOneValueForAllSurfaces(_ texts: [String], _ values: [String]) {
        for text in texts { #expect(words(text).isSuperset(of: values), "\(text): \(words(text))") }
    }

    @Test(arguments: ["一般", "统一", "万一", "十分", "百姓", "三四人", "PD1728"])
    func givesNoValueForWhatIsNoNumber(_ text: String) {
        #expect(words(text).isDisjoint(with: ["1", "10000", "10", "100", "34", "3.15万", "17", "2"]), "\(words(text))")
    }

    @Test func pointsToTheSurface() {
        let words = analyzer.terms("按照第三十二条处理").words
        #expect(words.first { $0.text == "第32条" }?.source == "第三十二条")
        #expect(words.first { $0.text == "32" }?.source == "三十二")
    }

    @Test func asksAPhraseInAllWaysOfWriting() {
        let typed = analyzer.phrases("第32条")
        for text in ["第三十二条", "第卅二条", "第32条"] { #expect(typed.contains(analyzer.phrase(text))) }
        #expect(typed.first == analyzer.phrase("第32条"))
        #expect(analyzer.phrases("一百万元").contains(analyzer.phrase("1,000,000元")))
        #expect(analyzer.phrases("2009年").contains(analyzer.phrase("二〇〇九年")))
        // Full-width commas fold to those of numbers.
        #expect(analyzer.phrases("纳入），１９８９年起").contains(analyzer.phrase("纳入），一九八九年起")))
        #expect(analyzer.phrases("产品质量") == [analyzer.phrase("产品质量")])
    }

    @Test func boundsTheWaysOfWriting() {
        let text = (1...20).map { "第\($0)条" }.joined()
        let forms = analyzer.phrases(text)
        #expect(forms.count <= 32 && forms.first == analyzer.phrase(text))
    }
}

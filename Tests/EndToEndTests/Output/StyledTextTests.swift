import FaguiTestSupport
import Testing

@testable import fagui

@Suite struct StyledTextTests {
    private func lines(_ text: String, width: Int?) -> [String] {
        var styled = StyledText()
        styled.append(text)
        return styled.lines(width: width).map { $0.rendered(Style(isOn: false)) }
    }

    @Test func leavesTextWholeWithoutAWidth() {
        #expect(lines("生产者 应当 对其生产的产品质量负责", width: nil) == ["生产者 应当 对其生产的产品质量负责"])
    }

    @Test func breaksHanTextByColumns() {
        #expect(lines("生产者应当负责", width: 6) == ["生产者", "应当负", "责"])
        #expect(lines("生产者应当负责", width: 7) == ["生产者", "应当负", "责"])
    }

    @Test func keepsClosingMarksOffTheStartOfALine() {
        #expect(lines("生产者应当，负责", width: 10) == ["生产者应", "当，负责"])
        #expect(lines("生产者（企业）", width: 8) == ["生产者", "（企业）"])
        #expect(lines("生产者（企业）", width: 6) == ["生产者", "（企", "业）"])
    }

    @Test func keepsLatinWordsWhole() {
        #expect(lines("按照 GB/T 19001-2016 执行", width: 12) == ["按照 GB/T", "19001-2016", "执行"])
    }

    @Test func cutsWhatIsLongerThanALine() {
        #expect(lines("abcdefghij", width: 4) == ["abcd", "efgh", "ij"])
        #expect(lines("质", width: 1) == ["质"])
    }

    @Test func staysWithinTheWidthAndLosesNothingButSpaces() {
        let alphabet = Array("质量，。（「」） ab1-e\u{301}".unicodeScalars)
        for seed in RandomTests.seeds(50) {
            print("seed \(seed)")
            var generator = SeededGenerator(seed: seed)
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1..<120, using: &generator) {
                view.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            let text = String(view)
            let width = Int.random(in: 2..<40, using: &generator)
            let broken = lines(text, width: width)
            #expect(broken.allSatisfy { DisplayWidth.of($0) <= width }, "seed \(seed)")
            func withoutSpaces(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != " " } }
            #expect(withoutSpaces(broken.joined()) == withoutSpaces(text), "seed \(seed)")
        }
    }

    @Test func breaksBesideAWholePieceAndNeverInside() {
        var styled = StyledText()
        styled.append("见：")
        styled.append("法规/条例.md#第二条", isWhole: true)
        styled.append(" 等")
        let lines = styled.lines(width: 10).map { $0.rendered(Style(isOn: false)) }
        #expect(lines == ["见：", "法规/条例.md#第二条", "等"])
    }

    @Test func keepsTheRolesOfPieces() {
        var styled = StyledText()
        styled.append("产品")
        styled.append("质量", .highlight)
        styled.append("负责")
        let lines = styled.lines(width: 6).map { $0.rendered(Style(isOn: true)) }
        #expect(lines == ["产品\u{1B}[1;31m质\u{1B}[0m", "\u{1B}[1;31m量\u{1B}[0m负责"])
    }
}

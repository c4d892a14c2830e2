import Fagui
import Testing

@testable import fagui

@Suite struct CaretTextTests {
    private func lines(_ query: String, _ position: Int, width: Int? = nil) -> [String] {
        CaretText.lines(for: .init(query: query, position: position, expected: []), width: width)
    }

    @Test func theCaretStandsUnderTheCharacter() {
        #expect(lines("质量) 安全", 2) == ["  质量) 安全", "      ^"])
        #expect(lines("abc", 0) == ["  abc", "  ^"])
        #expect(lines("质量", 2) == ["  质量", "      ^"], "behind the end")
        #expect(lines("e\u{301}）x", 3) == ["  e\u{301}）x", "     ^"], "an accent takes no column")
    }

    @Test func controlCharactersAreSpaces() {
        #expect(lines("质\t\u{1B}[量", 3) == ["  质  [量", "      ^"])
        #expect(lines("质\n)", 2) == ["  质 )", "     ^"])
    }

    @Test func aLongQueryIsCutAroundTheFault() {
        let query = String(repeating: "质量", count: 50) + ")" + String(repeating: "安全", count: 50)
        let shown = lines(query, 100, width: 44)
        #expect(shown[0].hasPrefix("  …质量") || shown[0].hasPrefix("  …量"))
        #expect(shown[0].hasSuffix("…") && DisplayWidth.of(shown[0]) <= 44 && DisplayWidth.of(shown[1]) <= 44)
        let before = shown[0].prefix { $0 != ")" }
        #expect(DisplayWidth.of(String(before)) == DisplayWidth.of(shown[1]) - 1)
    }
}

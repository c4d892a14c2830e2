import Testing

@testable import FaguiUnicode

@Suite struct PinyinReadingsTests {
    private func readings(_ character: Character) throws -> [String] {
        let unit = try #require(String(character).utf16.first)
        return try PinyinReadings().readings(of: unit).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func readsACharacterWithoutItsTone() throws {
        #expect(try readings("产") == ["chan"])
        #expect(try readings("质") == ["zhi"])
    }

    @Test func knowsTheReadingsThatICUDoesNot() throws {
        #expect(try readings("行").contains("hang"))
        #expect(try readings("会").contains("kuai"))
        #expect(try readings("长").contains("chang"))
    }

    @Test func writesTheUmlautAsVAndAsU() throws {
        let readings = try readings("律")
        #expect(readings.contains("lv") && readings.contains("lu"))
    }

    @Test(arguments: ["a", "1", "。", "あ", "한"] as [Character])
    func hasNoReadingsForWhatIsNoIdeograph(_ character: Character) throws {
        #expect(try readings(character).isEmpty)
    }

    @Test func findsCharactersThatSoundAlike() throws {
        let pinyin = try PinyinReadings()
        let units = Array("限陷量行航".utf16)
        #expect(pinyin.soundAlike(units[0], units[1]))
        #expect(!pinyin.soundAlike(units[0], units[2]))
        #expect(pinyin.soundAlike(units[3], units[4]))
    }
}

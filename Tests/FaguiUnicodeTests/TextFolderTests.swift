import FaguiUnicode
import Testing

@Suite struct TextFolderTests {
    private struct Folded: Equatable {
        var text: String
        /// The original of each unit.
        var sources: [String]
    }

    private func fold(_ text: String) throws -> Folded {
        let folder = try TextFolder()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { folder.fold($0, keepsOffsets: true) }
        let folded = folder.folded
        let units = (0..<folded.count).map { folded.units[$0] }
        let sources = (0..<folded.count).map {
            String(decoding: bytes[Int(folded.starts[$0])..<Int(folded.ends[$0])], as: UTF8.self)
        }
        return Folded(text: String(decoding: units, as: UTF16.self), sources: sources)
    }

    @Test func leavesChineseAsItIs() throws {
        #expect(try fold("质量。") == Folded(text: "质量。", sources: ["质", "量", "。"]))
        #expect(try fold("") == Folded(text: "", sources: []))
    }

    @Test func foldsCaseAndWidth() throws {
        let folded = try fold("ＧＢ／T　９00")
        #expect(folded == Folded(text: "gb/t 900", sources: ["Ｇ", "Ｂ", "／", "T", "　", "９", "0", "0"]))
    }

    @Test func mapsAllUnitsOfAnExpansionToItsCharacter() throws {
        #expect(try fold("5㎏ß") == Folded(text: "5kgss", sources: ["5", "㎏", "㎏", "ß", "ß"]))
    }

    @Test func joinsMarksWithTheirLetter() throws {
        #expect(try fold("E\u{301}e") == Folded(text: "\u{E9}e", sources: ["E\u{301}", "e"]))
        #expect(try fold("\u{301}a").text == "\u{301}a")
        #expect(try fold("\u{1100}\u{1161}\u{11A8}").text == "각")
    }

    @Test func dropsWhatIsToBeIgnored() throws {
        #expect(try fold("质\u{AD}量\u{200B}安") == Folded(text: "质量安", sources: ["质\u{AD}", "量\u{200B}", "安"]))
        #expect(try fold("\u{200B}").text == "")
    }

    @Test func foldsCharactersBeyondTheBMP() throws {
        #expect(try fold("𠀀a") == Folded(text: "𠀀a", sources: ["𠀀", "𠀀", "a"]))
        #expect(try fold("\u{2F800}").text == "丽")
        #expect(try fold("𝐀").text == "a")
    }

    @Test func classesTellTextFromPunctuationAndSpace() throws {
        let folder = try TextFolder()
        let text = "质a1é，\u{3000}𠀀\n"
        Array(text.utf8).withUnsafeBufferPointer { folder.fold($0, keepsOffsets: false) }
        let classes = (0..<folder.folded.count).map { folder.folded.classes[$0] }
        let expected = [
            CharacterClass.ideograph, CharacterClass.latin, CharacterClass.digit, CharacterClass.letter,
            CharacterClass.other, CharacterClass.space, CharacterClass.ideograph, CharacterClass.trail,
            CharacterClass.space,
        ]
        #expect(classes == expected)
    }

    @Test func staysInsideMalformedBytes() throws {
        let folder = try TextFolder()
        let malformed: [[UInt8]] = [
            [0xE8], [0xE8, 0xB4], [0xF0, 0xA0], [0x80], [0xED, 0xA0, 0x80, 0x61], [0xFF, 0xE8],
        ]
        for bytes in malformed {
            bytes.withUnsafeBufferPointer { folder.fold($0, keepsOffsets: true) }
            let folded = folder.folded
            #expect(folded.count > 0 && folded.units[0] == 0xFFFD)
            #expect((0..<folded.count).allSatisfy { Int(folded.ends[$0]) <= bytes.count })
        }
    }

    @Test func takesRunsOfAnyLengthInLinearTime() throws {
        let folder = try TextFolder()
        let marks = String(repeating: "\u{316}\u{301}", count: 500_000)
        Array(("a" + marks).utf8).withUnsafeBufferPointer { folder.fold($0, keepsOffsets: true) }
        #expect(folder.folded.count == 1_000_000)
        #expect(Int(folder.folded.ends[folder.folded.count - 1]) == marks.utf8.count + 1)
    }
}

import Testing

@testable import FaguiCorpus

@Suite struct PassageIDTests {
    @Test func whiteSpaceIsEncodedAndComesBack() {
        let id = PassageID.make(source: "laws/新冠  决定\u{3000}(2020).md", locator: "第一条")
        #expect(id == "laws/新冠%20%20决定%E3%80%80(2020).md#第一条")
        #expect(PassageID.unescape(id) == "laws/新冠  决定\u{3000}(2020).md#第一条")
    }

    @Test func aRowIsCalledByItsIDAlone() {
        #expect(PassageID.make(source: "rows.jsonl#7", locator: "") == "rows.jsonl#7")
    }

    @Test func whatIsNoEncodedSpaceStays() {
        for text in ["100%", "%41", "%zz", "%E3%80", "50%25", "%"] { #expect(PassageID.unescape(text) == text) }
    }
}

import Testing

@testable import FaguiCorpus

/// Each of these texts would take minutes or hours if some part of it were looked at again for every other part.
@Suite struct LongInputTests {
    @Test func marksOfAHeadInOneLineEndNoHead() {
        let marks = String(repeating: "<!-- INFO END -->", count: 100_000)
        let bytes = Array(marks.utf8) + Array("x\n<!-- INFO END --> \u{3000}\n甲".utf8)
        let end = bytes.withUnsafeBufferPointer { InfoHead.end($0, from: 0) }
        #expect(end == marks.utf8.count + 2..<bytes.count - 3)
    }

    @Test func commentsThatCloseBeforeTheRestOfALongLineAreText() {
        let openings = 30_000
        let text =
            String(repeating: "<!-- x\n", count: openings) + "--> 甲" + String(repeating: " ", count: 5_000_000) + "乙"
        let bytes = Array(text.utf8)
        let lines = bytes.withUnsafeBufferPointer { LineScanner($0, isMarkdown: true).lines(of: 0..<$0.count) }
        #expect(lines.count == openings + 1)
        #expect(!lines.contains { $0.isMarkup })
    }
}

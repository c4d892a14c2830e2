import FaguiTestSupport
import Testing

@testable import Fagui

@Suite struct AnalysisCheckTests {
    @Test func allPromisesHoldOverAFileOfManyScripts() throws {
        let folder = TemporaryFolder()
        let text = "第三十二条 生产者的产品质量，应当符合“GB/T 19001—2016”。\n\né 한국어 カタカナ 𠀀 👨‍👩‍👧 ½㎏ ＰＤ１７２８_A"
        try folder.write("a.txt", text)
        let check = try AnalysisCheck(path: folder.path + "/a.txt")
        #expect(check.faults.isEmpty)
        #expect(check.passages > 0 && check.terms > 0 && check.substrings > 100)
    }

    @Test func refusesWhatItCannotRead() throws {
        let folder = TemporaryFolder()
        #expect(throws: LibraryError.self) { try AnalysisCheck(path: folder.path + "/none.txt") }
    }
}

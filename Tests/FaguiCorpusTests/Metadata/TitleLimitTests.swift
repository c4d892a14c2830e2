import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct TitleLimitTests {
    private static let longest = String(repeating: "质", count: 200)
    private static let paragraphs = (1...50).map { "第\($0)段内容说明工作情况，并提出要求。" }

    private func text(_ first: String) -> String { first + "\n\n" + Self.paragraphs.joined(separator: "\n\n") + "\n" }

    /// What is stored and indexed with every passage.
    private func weight(_ text: SourceText) -> Int {
        text.passages.reduce(0) { $0 + text.title.utf8.count + $1.headings.reduce(0) { $0 + $1.utf8.count } }
    }

    @Test func aHeadingUpToTheLimitIsOne() {
        let read = source(text("# \(Self.longest) #"), .markdown)
        #expect(read.title == Self.longest)
        #expect(read.texts == Self.paragraphs)
        let below = source("# 通知\n\n" + text("## \(Self.longest)"), .markdown)
        #expect(Set(below.paths) == [Self.longest])
    }

    @Test func aLongerHeadingIsTextAndItsBeginningTheTitle() {
        for count in [201, 16_000] {
            let line = "# " + String(repeating: "质", count: count)
            var warnings: [CorpusError] = []
            let read = source(text(line), .markdown, path: "a.md", warnings: &warnings)
            #expect(read.title == Self.longest)
            #expect(read.texts == [line] + Self.paragraphs)
            #expect(Set(read.paths) == [""])
            #expect(weight(read) == 51 * 600)
            #expect(warnings == [])
        }
    }

    @Test func aLongerHeadingBelowTheTitleHeadsNothing() {
        let line = "## " + String(repeating: "质量", count: 101)
        let read = source("# 通知\n\n## 一、要求\n\n" + text(line), .markdown)
        #expect(read.title == "通知")
        #expect(read.texts == [line] + Self.paragraphs)
        #expect(Set(read.paths) == ["一、要求"])
        let wrapped = source("# 通知\n\n\(Self.longest)\n\(line)\n\(Self.longest)\n", .markdown)
        #expect(wrapped.texts == [Self.longest, line, Self.longest])
    }

    @Test func anArticleMayStandInALongLineWithHashes() {
        let article = "第一条 " + String(repeating: "质", count: 300)
        let read = source("# 法\n\n### \(article)\n\n### 第二条 乙。\n", .markdown)
        #expect(read.locators == ["第一条", "第二条"])
        #expect(read.texts.first == article)
        #expect(source("### \(article)\n", .markdown, path: "质量法.md").title == "质量法")
    }

    @Test func charactersAreCountedNotBytes() {
        for (character, bytes) in [("a", 1), ("é", 2), ("质", 3), ("𠀀", 4)] {
            for count in [200, 201] {
                let text = String(repeating: character, count: count)
                #expect(text.utf8.count == count * bytes)
                #expect(
                    withBytes(text) { TitleLimit.isExceeded($0, by: 0..<$0.count) } == (count > 200), "\(character)")
                #expect((TitleLimit.cut(text) != nil) == (count > 200), "\(character)")
            }
        }
    }

    @Test(arguments: ["---\ntitle: %\n---\n甲。\n", "# %\n<!-- INFO END -->\n甲。\n", "# %\n# %\n<!-- INFO END -->\n甲。\n"])
    func aTitleThatAHeadStatesIsCutWithAWarning(pattern: String) {
        let title = String(repeating: "质", count: 300)
        let pieces = pattern.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
        var warnings: [CorpusError] = []
        let read = source(pieces.joined(separator: title), .markdown, path: "a.md", warnings: &warnings)
        #expect(read.title == Self.longest)
        #expect(read.texts == ["甲。"])
        #expect(warnings.map(\.kind) == [.malformed])
    }

    @Test func aTitleOfARowIsCutWithAWarning() throws {
        let folder = TemporaryFolder()
        let title = String(repeating: "质", count: 300)
        let rows =
            "{\"id\":\"1\",\"title\":\"\(title)\",\"text\":\"甲。\"}\n{\"id\":\"2\",\"title\":\"\(title)\",\"text\":\"甲。\",\"split\":true}\n"
        let path = try write(rows, to: "rows.jsonl", in: folder)
        let file = SourceFile(path: path, id: "rows.jsonl", format: .jsonLines, sizeInBytes: rows.utf8.count)
        var titles: [String] = []
        let report = try CorpusReader().read(SourcePart(file), isUnchanged: { _, _, _ in false }) { text in
            titles.append(text.title)
        }
        #expect(titles == [Self.longest, Self.longest])
        #expect(report.warnings.map { String($0.reason.prefix(while: { $0 != ":" })) } == ["line 1", "line 2"])
        #expect(report.problems == [])
    }
}

import FaguiTestSupport
import Testing

@testable import FaguiCorpus

/// Every character of a body lies in one passage or in a heading of the passages around it.
@Suite struct NothingLostTests {
    @Test func randomTextsLoseNothing() throws {
        for seed in RandomTests.seeds(300) {
            print("seed \(seed)")
            var generator = SeededGenerator(seed: seed)
            let text = Self.randomText(&generator)
            for format in [SourceFormat.plainText, .markdown] {
                try Self.check(source(text, format), comment: "seed \(seed) \(format)")
            }
        }
    }

    @Test(.enabled(if: LawCorpus.isThere, "skipped: no law corpus beside the repository"))
    func theLawCorpusLosesNothing() throws {
        let walk = CorpusWalker.walk([LawCorpus.path])
        #expect(walk.problems == [])
        #expect(walk.files.count == 3373)
        var passages = 0
        for file in walk.files {
            let bytes = try SourceBytes(SourcePart(file))
            var warnings: [CorpusError] = []
            let text = TextReader.read(
                Array(bytes.view), TextReader.Origin(id: file.id, path: file.path),
                isMarkdown: file.format == .markdown, warnings: &warnings)
            passages += text.passages.count
            #expect(!text.passages.isEmpty, "\(file.path)")
            #expect(!text.title.isEmpty)
            try Self.check(text, comment: file.path)
        }
        #expect((147_000...150_000).contains(passages))
    }

    /// Checks order, uniqueness and that what is outside the passages is a heading.
    private static func check(_ text: SourceText, comment: String) throws {
        try #require(Set(text.locators).count == text.passages.count, "\(comment)")
        var headings: Set<String> = [letters(text.title[...])]
        for heading in Set(text.passages.flatMap(\.headings)) { headings.insert(letters(heading[...])) }
        var outside: [UInt8] = []
        let end = "<!-- INFO END -->"
        let whole = String(decoding: text.text, as: UTF8.self)
        var position = 0
        if let head = whole.firstRange(of: end) {
            position = whole.utf8.distance(from: whole.startIndex, to: head.upperBound)
        }
        for passage in text.passages {
            let isHeadOnly = passage.range.upperBound <= position && text.passages.count == 1
            if isHeadOnly { return }
            try #require(passage.range.lowerBound >= position, "\(comment): passages overlap")
            try #require(!passage.range.isEmpty, "\(comment)")
            outside += text.text[position..<passage.range.lowerBound]
            outside.append(0x0A)
            position = passage.range.upperBound
        }
        outside += text.text[position...]
        // A title or a bare mark may be joined from two lines.
        let lines = String(decoding: outside, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { letters($0) }.filter { !$0.isEmpty && !$0.hasPrefix("<!") }
        for (index, line) in lines.enumerated() where !headings.contains(line) {
            let before = index > 0 ? lines[index - 1] + line : line
            let after = index + 1 < lines.count ? line + lines[index + 1] : line
            try #require(headings.contains(before) || headings.contains(after), "\(comment): lost \(line)")
        }
    }

    /// A line without white space and marks.
    private static func letters(_ line: Substring) -> String {
        var result = String.UnicodeScalarView()
        for scalar in line.unicodeScalars
        where !Blank.contains(scalar.value) && !["#", "*", "-", "=", "_"].contains(Character(scalar)) {
            result.append(scalar)
        }
        return String(result)
    }

    static func randomText(_ generator: inout SeededGenerator) -> String {
        let pieces = [
            "第一条 为了保证质量，制定本法。", "第二条　本法适用于企业", "第三条规定的行为。", "**第四条** 企业应当负责。", "第二条 又一条。", "第120条之一 甲。",
            "第一条 重新开始。", "# 标题", "## 第一章 总则", "### 第一节", "第二章", "总则", "附件1：细则", "附则", "一、总体要求", "（一）目标", "1．硫酸",
            "- 新闻 (2024-10-17)", "短标题", "另一短行", "这是一个段落，说明有关的情况，并且要求各级部门认真贯彻执行国务院的部署安排扎实开展工作", "以句号结束。",
            "国发〔2009〕1号", "2009年2月26日", "（试行）", "| 甲 | 乙 |", "|---|---|", "", "", "\u{200B}", "目录", "说明：", "“引文。”",
            "GB/T 19001",
            "第五条为了安全。", "***", "#", "附：", "第一编 物权", "第九百九十九万条 太大",
            "开展3项行动。甲工作;乙工作;丙工作。丁工作。", "一、第三条修改为：“第三条 甲。", "“第四条 乙。”", "上一篇：通知", "— 3 —", "第一章 总则……3",
            "第六条 甲。 第七条 乙。", "甲企业下线的消息(2024-10-17)", "相关新闻",
        ]
        let count = Int.random(in: 1...40, using: &generator)
        var text = ""
        for _ in 0..<count {
            text += pieces.randomElement(using: &generator) ?? ""
            text += ["\n", "\n", "\r\n", "\n\n"].randomElement(using: &generator) ?? "\n"
        }
        return text
    }
}

import Testing

@testable import FaguiCorpus

@Suite struct ReferenceResolverTests {
    private static let law = """
        甲法

        第一章　总则

        第一条　甲。

        第二条　甲：
        （一）乙；
        （二）丙。
        前款规定；前项所列；第一款第（二）项；第三款；本条第一款第（三）项。

        第二章　附则

        第一节　子

        第三条　依照前条规定。

        第三条之一　前两条；前三条；前条第一款第（一）项；前款；《乙法》第三条；同法第五条；第九条。

        第二节　丑

        第四条　本章规定；第一章；本章第一节；第三章；本法第二条至第三条之一；本法第二条、第八条；前章；本编。
        违反本法第二条规定的，有下列情形：
        （一）违反第二项；
        （二）甲。
        """

    @Test(arguments: [
        ("第二条", ["前款 = 第二条第一款 found [第二条]", "前项 = 第二条第一款第（二）项 found [第二条]"]),
        ("第二条", ["第一款第（二）项 = 第二条第一款第（二）项 found [第二条]", "第三款 = 第二条第三款 noParagraph [第二条]"]),
        ("第二条", ["本条第一款第（三）项 = 第二条第一款第（三）项 noSubparagraph [第二条]"]),
        ("第三条", ["前条 = 第二条 found [第二条]"]),
        ("第三条之一", ["前两条 = 第二条至第三条 found [第二条 第三条]", "前三条 = 第一条至第三条 found [第一条 第二条 第三条]"]),
        ("第三条之一", ["前条第一款第（一）项 = 第三条第一款第（一）项 noSubparagraph [第三条]", "前款 =  nothingBefore []"]),
        ("第三条之一", ["《乙法》第三条 = 乙法 第三条 otherLaw []", "同法第五条 = 乙法 第五条 otherLaw []"]),
        ("第三条之一", ["第九条 = 乙法 第九条 otherLaw []"]),
        ("第四条", ["本章 = 本章 found [第三条 第三条之一 第四条]", "第一章 = 第一章 found [第一条 第二条]"]),
        ("第四条", ["本章第一节 = 本章第一节 found [第三条 第三条之一]", "第三章 = 第三章 noHeading []"]),
        ("第四条", ["本法第二条至第三条之一 = 第二条至第三条之一 found [第二条 第三条 第三条之一]"]),
        ("第四条", ["本法第二条、第八条 = 第八条 noArticle []", "前章 = 前章 found [第一条 第二条]"]),
        ("第四条", ["本编 = 本编 noHeading []", "第二项 = 第二条第（二）项 found [第二条]"]),
    ])
    func referencesAreResolved(_ locator: String, _ expected: [String]) throws {
        let all = resolved(source(Self.law), locator)
        for line in expected { #expect(all.contains(line), "\(line) is not among \(all)") }
    }

    @Test func annexesHaveArticlesOfTheirOwn() {
        let text = source("甲法\n第一条　甲。\n第二条　乙。\n附件1：规则\n第一条　丙。\n第二条　前条，本规则第一条。\n")
        #expect(
            resolved(text, "附件1/第二条") == [
                "前条 = 第一条 found [附件1/第一条]", "本规则第一条 = 第一条 found [附件1/第一条]",
            ])
    }

    @Test func decisionsSpeakOfTheLawThatTheyAmend() {
        let text = source(
            "关于修改《甲法》的决定\n一、将第三条修改为：“依照本法第二条规定。”\n二、在第五条中增加一款，作为第二款。\n本决定第一条自公布之日起施行。\n")
        #expect(
            text.passages.flatMap { resolved(text, $0.locator) } == [
                "第三条 = 甲法 第三条 otherLaw []", "本法第二条 = 甲法 第二条 otherLaw []", "第五条 = 甲法 第五条 otherLaw []",
                "第二款 = 甲法 第五条第二款 otherLaw []", "本决定第一条 = 第一条 found [p1]",
            ])
    }

    @Test func shortNamesMeanWhatTheTextSays() {
        let text = source("解释\n第一条　《中华人民共和国甲法》（以下简称《条例》）第一条。\n第二条　《条例》第三条，条例第四条。\n")
        #expect(
            resolved(text, "第二条") == [
                "《条例》第三条 = 中华人民共和国甲法 第三条 otherLaw []", "条例第四条 = 中华人民共和国甲法 第四条 otherLaw []",
            ])
    }

    @Test func paragraphsOfTextsWithoutArticlesAreTheirPassages() {
        let text = source("通知\n甲应当遵守规定，并且报告情况，不得隐瞒任何事实。\n有前款行为的，由乙处理，并且报告情况，不得隐瞒任何事实。\n")
        #expect(resolved(text, "p2") == ["前款 =  found [p1]"])
    }

    private func resolved(_ text: SourceText, _ locator: String) -> [String] {
        let resolver = ReferenceResolver(LawOutline(text))
        guard let index = text.passages.firstIndex(where: { $0.locator == locator }) else { return [] }
        let passage = text.passages[index]
        return text.text.withUnsafeBufferPointer { bytes in
            let slice = UTF8Bytes(rebasing: bytes[passage.range])
            return CitationScanner.scan(slice).compactMap { citation -> String? in
                guard let last = resolver.resolve(citation, in: index).last else { return nil }
                var place =
                    last.first.locator + (last.last.map { "至\($0.locator)" } ?? "") + (last.heading?.locator ?? "")
                if case .named(let title) = last.law { place = "\(title) \(place)" }
                let passages = last.passages.flatMap { $0 }.map { text.passages[$0].locator }.joined(separator: " ")
                return "\(slice.string(citation.range)) = \(place) \(last.state) [\(passages)]"
            }
        }
    }
}

import Foundation
import Testing

@Suite struct LawsEndToEndTests {
    private let folder: SampleFolder
    private var command: Command { folder.command }

    init() throws {
        folder = try SampleFolder()
        try folder.write(
            "laws/电梯法(2007-08-30).md",
            """
            # 中华人民共和国电梯法

            2007年8月30日 第十届全国人民代表大会常务委员会第二十九次会议通过

            <!-- INFO END -->

            第一条 为了电梯安全，制定本法。

            第二条 电梯每年检验一次。

            """)
        try folder.write(
            "laws/电梯法(2022-06-24).md",
            """
            # 中华人民共和国电梯法

            2007年8月30日 第十届全国人民代表大会常务委员会第二十九次会议通过

            2022年6月24日 第十三届全国人民代表大会常务委员会第三十五次会议修正

            <!-- INFO END -->

            第一条 为了电梯安全，制定本法。

            第二条 国家鼓励更新。

            第三条 电梯每半年检验一次。

            违反前款规定的，处十万元罚款。

            """)
        #expect(try command.run("index", "laws").exitCode == 0)
    }

    @Test func showsWhatIsCited() throws {
        let found = try command.run("show", "《电梯法》第三条第二款")
        #expect(found.exitCode == 0 && found.output.contains("十万元") && !found.output.contains("每半年"))
        let json = try command.run("show", "电梯法（2007）第二条", "--json")
        let passages = try #require(try json.json()["passages"] as? [[String: Any]])
        #expect(passages.map { $0["id"] as? String } == ["laws/电梯法(2007-08-30).md#第二条"])
        #expect(passages.map { $0["status"] as? String } == ["已被修改"])
        let missing = try command.run("show", "《电梯法》第九条", "--json")
        #expect(missing.exitCode == 1)
        #expect(try (missing.json()["passages"] as? [Any])?.isEmpty == true)
        #expect(try command.run("show", "《电梯法》第九条").errors.contains("第三条"))
        #expect(try command.run("show", "电梯法二条", "没有这个").exitCode == 1)
    }

    @Test func searchesTheWordingOfADay() throws {
        #expect(try command.run("search", "每年检验", "--as-of", "2010-01-01").output.contains("2007-08-30"))
        let today = try command.run("search", "检验一次")
        #expect(today.output.contains("每半年") || today.output.contains("半年"))
        #expect(today.errors.contains("--all-versions"))
        #expect(try command.run("search", "检验", "--as-of", "昨天").exitCode == 2)
        #expect(try command.run("search", "检验", "--as-of", "2010-01-01", "--all-versions").exitCode == 2)
        #expect(try command.run("count", "检验", "--all-versions").lines == ["2"])
        #expect(try command.run("search", "检验", "--format", "trec").lines.count == 2, "a run file has all wordings")
    }

    @Test func comparesWordings() throws {
        let history = try command.run("history", "电梯法")
        #expect(history.exitCode == 0 && history.lines.count == 4)
        let same = try command.run("diff", "电梯法@2022", "电梯法")
        #expect(same.exitCode == 0)
        let diff = try command.run("diff", "电梯法@2007", "电梯法@2022")
        #expect(diff.exitCode == 1 && diff.output.contains("{+") && diff.output.contains("第二条 → 第三条"))
        let html = try command.run("diff", "电梯法@2007", "电梯法@2022", "--format", "html").output
        #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("<ins>") && !html.contains("<script"))
        #expect(try command.run("diff", "电梯法@1990", "电梯法").exitCode == 1)
        #expect(try command.run("history", "没有的法").exitCode == 1)
        #expect(try command.run("diff", "电梯法2007", "电梯法2022").output == diff.output)
        let article = try command.run("history", "电梯法第二条")
        #expect(article.exitCode == 0 && article.lines == history.lines)
        #expect(article.errors.contains("电梯法第二条 was taken for 中华人民共和国电梯法."))
        #expect(try command.run("history", "电梯法第二条", "--json").json()["notes"] as? [String] != nil)
    }

    @Test func showsReferences() throws {
        let refs = try command.run("refs", "《电梯法》第三条", "--json").json()
        let cites = try #require(refs["cites"] as? [[String: Any]])
        #expect(cites.map { $0["place"] as? String } == ["第三条第一款"])
        #expect((refs["cited_by"] as? [[String: Any]])?.count == 1)
        #expect(try command.run("refs", "《电梯法》第九条").exitCode == 1)
        let some = try command.run("refs", "《电梯法》第三条、第九百九十九条")
        #expect(some.exitCode == 1 && some.errors.contains("has no 第九百九十九条") && some.output.contains("第三条"))
        let written = try command.run("refs", "《电梯法》第三条、第九百九十九条", "--json").json()
        #expect((written["failures"] as? [[String: Any]])?.map { $0["reason"] as? String } == ["no_such_place"])
    }

    @Test func checksADocument() throws {
        try folder.write("决定.txt", "决定书\n依照《电梯法》第三条和《电梯法》第九条处理。\n")
        let run = try command.run("cite", "决定.txt")
        #expect(run.exitCode == 1 && run.output.contains("no_such_article"))
        try folder.write("好.txt", "决定书\n依照《电梯法》第三条处理。\n")
        #expect(try command.run("cite", "好.txt").exitCode == 0)
        #expect(try command.run("cite", "没有.txt").exitCode == 2)
    }

    @Test func htmlOfTextsIsNoMarkup() throws {
        try folder.write("laws/坏法(2001-01-01).md", "# 坏法\n\n第一条 <script>alert(1)</script>。\n")
        try folder.write("laws/坏法(2002-01-01).md", "# 坏法\n\n第一条 <script>alert(2)</script>&amp;。\n")
        #expect(try command.run("index", "laws").exitCode == 0)
        let html = try command.run("diff", "坏法@2001", "坏法@2002", "--format", "html").output
        #expect(html.contains("&lt;") && !html.contains("<script"))
    }
}

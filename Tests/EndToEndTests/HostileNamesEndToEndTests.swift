import FaguiTestSupport
import Foundation
import Testing

/// Names, titles and texts that would change a terminal, or show text in another order than it stands.
@Suite struct HostileNamesEndToEndTests {
    /// An escape sequence, a bell, one of the second set of controls, a turn of direction, a new line.
    private static let poison = "\u{1B}[31m\u{7}\u{9B}2J\u{202E}\u{2066}\u{7F}"

    /// What of an output must not reach a terminal.
    private static func dangerous(_ output: String) -> [Unicode.Scalar] {
        output.unicodeScalars.filter {
            switch $0.value {
            case 0x0A, 0x09: false
            case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }

    private static func folder() throws -> SampleFolder {
        let folder = try SampleFolder()
        let law = """
            ---
            标题: "示例\(poison)条例"
            issuer: "示例\(poison)局"
            x\u{202E}y: "z\(poison)"
            ---
            # 第一章 总则\(poison)
            第一条 产品质量\(poison)应当合格，依照《示例\(poison)条例》第一条处罚。
            第二条 召回\(poison)。

            """
        try folder.write("evil\(poison)/法\n规\(poison).md", law)
        try folder.write("evil\(poison)/坏\n\(poison).txt", Data([0xFF, 0xFE, 0xFF, 0x80, 0x81]))
        try folder.write("evil\(poison)/其他.x\(poison)", "")
        try folder.write(
            "evil\(poison)/rows.jsonl",
            #"{"id":"r\u001b\u202e1","title":"甲\u001b","text":"产品质量\u001b"}"# + "\n{\u{1B}\n")
        try folder.write("citing.txt", "依照《示例\(poison)条例》第九条\(poison)处罚。")
        try folder.write("queries.tsv", "q\u{1B}1\t产品质量\u{1B}\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.url("evil\(poison)/link\(poison).txt").path, withDestinationPath: "/etc/hostname")
        return folder
    }

    @Test func nothingOfThemReachesATerminalThroughAnyVerb() throws {
        let folder = try Self.folder()
        let command = folder.command
        var outcomes: [(String, Command.Outcome)] = []
        func run(_ arguments: String...) throws {
            outcomes.append((arguments.joined(separator: " "), try command.run(arguments)))
        }
        let evil = "evil\(Self.poison)"
        try run("index", evil, "texts", "missing\(Self.poison)")
        try run("index", evil, "--index", "no\(Self.poison)")
        let ids = try command.run("search", "产品质量", "--json", "-n", "20").json()
        let hits = try #require(ids["hits"] as? [[String: Any]])
        let id = try #require(hits.compactMap { $0["id"] as? String }.first { $0.contains("evil") })
        #expect(Self.dangerous(id).isEmpty, "an id can be shown as it is")
        try run("search", "产品质量", "--facets", "issuer,title", "-n", "20")
        try run("search", "产品质量\(Self.poison)", "--explain")
        try run("search", "(产品\(Self.poison)", "--strict")
        try run("search", "产品质量", "--format", "trec")
        try run("search", "--queries", "queries.tsv", "--format", "trec")
        try run("search", "--queries", "queries.tsv")
        try run("search", "质重\(Self.poison)")
        try run("count", "x:\(Self.poison)", "--strict")
        try run("show", id)
        try run("show", String(id.prefix { $0 != "#" }))
        try run("show", "nothing\(Self.poison)")
        try run("like", id)
        try run("why-not", "产品质量", id)
        try run("refs", id)
        try run("history", "示例\(Self.poison)条例")
        try run("diff", "示例\(Self.poison)条例@1", "示例条例@2")
        try run("cite", "citing.txt", "--all")
        try run("cite", "citing\(Self.poison).txt")
        try run("suggest", "示例")
        try run("analyze", "质量\(Self.poison)")
        try run("lexicon", "citing.txt")
        try run("stats")
        try run("verify")
        try run("stats", "--index", "none\(Self.poison)")
        try run("search", "--no-such\(Self.poison)")
        try run("verb\(Self.poison)")
        try run("remove", "nothing\(Self.poison)")
        try run("remove", id)
        for (arguments, outcome) in outcomes {
            for text in [outcome.output, outcome.errors] {
                let found = Self.dangerous(text).map { String($0.value, radix: 16) }
                #expect(found.isEmpty, "\(arguments.debugDescription): \(found) in \(text.debugDescription)")
            }
        }
    }

    @Test func aPassageIsFoundByTheIDThatIsShown() throws {
        let folder = try Self.folder()
        #expect(try folder.command.run("index", "evil\(Self.poison)").exitCode == 1)
        let run = try folder.command.run("search", "召回", "--format", "trec")
        let id = try #require(run.output.split(separator: " ").dropFirst(2).first)
        #expect(try folder.command.run("show", String(id)).exitCode == 0)
    }
}

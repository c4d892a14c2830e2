import FaguiTestSupport
import Testing

@testable import fagui

@Suite struct PlainSearchTests {
    private func parsed(_ arguments: [String]) -> SearchRequest? {
        (try? Program.verb(of: arguments) as? SearchCommand)?.request
    }

    @Test(arguments: [
        ["质量"], ["质量", "安全", "-n", "5"], ["质量", "-食品", "--json"], ["-n", "3", "--", "-GB", "--json"],
        ["--queries", "-", "--format", "trec", "--limit", "1000"], ["质量", "--index", "-库", "--offset", "2"],
        ["质量", "--explain", "--no-collapse", "--no-snippets", "--color", "always", "--jsonl"], ["-"],
        ["\"质量\"", "OR", "x"], ["质量 安全", "--strict", "--min-match", "2"],
        [""], ["质量", "--server", "unix:s", "--key", "k"], ["质量", "--server", "x y", "--json"],
    ])
    func readsPlainSearchesAsTheArgumentParserDoes(arguments: [String]) throws {
        let request = try #require(PlainSearch.request(["search"] + arguments))
        #expect(request == parsed(["search"] + arguments))
    }

    @Test(arguments: [
        ["search"], ["search", "质量", "--help"], ["search", "质量", "-n", "x"], ["search", "质量", "-n"],
        ["search", "质量", "-n", "-5"], ["search", "质量", "--limit=5"], ["search", "质量", "--json", "--jsonl"],
        ["search", "质量", "--queries", "q"], ["search", "质量", "--bogus"], ["search", "质量", "--index", ""],
        ["search", "质量", "--index", "i", "--server", "unix:s"],
        ["count", "质量"], [], ["--version"],
    ])
    func leavesAllElseToTheArgumentParser(arguments: [String]) {
        #expect(PlainSearch.request(arguments) == nil)
    }

    /// Any mixture of words: where a request comes of it, the argument parser makes the same.
    @Test func agreesWithTheArgumentParserOnMixtures() {
        let words = [
            "质量", "-食品", "-", "--", "-n", "--limit", "5", "-5", "x", "--json", "--jsonl", "--format", "trec", "text",
            "--index", "--queries", "--offset", "--explain", "--no-collapse", "--color", "never", "--bogus", "-x", "",
            "+",
            "--no-snippets", "--help", "-h", "--strict", "--min-match", "--server", "--key",
        ]
        var plain = 0
        for seed in RandomTests.seeds(300) {
            var generator = SeededGenerator(seed: seed)
            let arguments =
                ["search"]
                + (0..<Int.random(in: 0..<6, using: &generator)).map { _ in
                    words[Int.random(in: 0..<words.count, using: &generator)]
                }
            guard let request = PlainSearch.request(arguments) else { continue }
            plain += 1
            #expect(request == parsed(arguments), "seed \(seed): \(arguments)")
        }
        print("\(plain) mixtures were plain")
        #expect(plain > 0)
    }
}

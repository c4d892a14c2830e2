import FaguiTestSupport
import Testing

/// What the command says of itself and of wrong command lines: needs no index.
@Suite struct UsageEndToEndTests {
    private let folder = TemporaryFolder()
    private var command: Command { Command(folder: folder.path) }
    private static let verbs = [
        "index", "search", "count", "show", "remove", "analyze", "eval", "stats", "verify", "backup", "restore",
        "upgrade",
    ]

    @Test func saysItsVersion() throws {
        let run = try command.run("--version")
        #expect(run.output == "0.1.0\n")
        #expect(run.errors.isEmpty)
        #expect(run.exitCode == 0)
    }

    @Test(arguments: verbs)
    func teachesEachVerbByTwoExamples(verb: String) throws {
        let run = try command.run(verb, "--help")
        #expect(run.exitCode == 0)
        #expect(run.lines.filter { $0.hasPrefix("  fagui \(verb)") }.count >= 2)
        #expect(run.output.contains("--index"))
        #expect(run.output.contains("Exit status"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func writesCompletions(shell: String) throws {
        let run = try command.run("--generate-completion-script", shell)
        #expect(run.exitCode == 0)
        for verb in Self.verbs { #expect(run.output.contains(verb)) }
    }

    @Test(arguments: [
        ["search"], ["search", "质量", "--bogus"], ["frobnicate"], ["search", "质量", "-n", "-1"], ["count"], ["show"],
        ["remove"], ["stats", "质量"], ["search", "质量", "--format", "xml"], ["index", "--jobs", "-2"],
        ["serve", "--listen", "unix:s"],
    ])
    func refusesWrongCommandLines(arguments: [String]) throws {
        let run = try command.run(arguments)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("fagui: "))
        #expect(run.errors.contains("Usage: fagui"))
    }

    @Test(arguments: ["search", "count", "show", "remove", "analyze"])
    func namesAnUnknownOptionThoughAWordIsMissing(verb: String) throws {
        let run = try command.run(verb, "--bogus")
        #expect(run.exitCode == 2)
        #expect(run.errors.hasPrefix("fagui: Unknown option '--bogus'."))
        #expect(run.errors.contains("Usage: fagui \(verb)"))
        #expect(try command.run(verb).errors.lowercased().contains("missing"))
    }

    @Test func reportsWrongCommandLinesAsJSON() throws {
        let run = try command.run("search", "质量", "--bogus", "--json")
        #expect(run.exitCode == 2)
        let error = try #require(try run.json()["error"] as? [String: Any])
        #expect(error["code"] as? String == "usage")
        #expect((error["message"] as? String)?.contains("--bogus") == true)
        #expect(run.errors.isEmpty)
    }

    @Test(arguments: [
        ["search", "质量"], ["count", "质量"], ["show", "a"], ["stats"], ["verify"], ["remove", "a"],
        ["verify", "--repair"], ["backup", "copy"], ["upgrade"],
        ["analyze", "质量", "--index", "index"],
    ])
    func saysThatThereIsNoIndexAndWhatToDo(arguments: [String]) throws {
        let run = try command.run(arguments)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("no index in index"))
        #expect(run.errors.contains("fagui index"))
        let json = try command.run(arguments + ["--json"])
        #expect(json.exitCode == 2)
        #expect((try json.json()["error"] as? [String: Any])?["code"] as? String == "no_index")
    }

    @Test func leavesNoIndexBehindForAMistypedName() throws {
        let run = try command.run("index", "nowhere")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("nowhere"))
        #expect(try command.shell("test ! -e index").exitCode == 0)
        let standard = try command.run("index")
        #expect(standard.exitCode == 2)
        #expect(standard.errors.contains("corpus"))
    }

    @Test func endsQuietlyWhenItsReaderIsGone() throws {
        // The status of the command itself, by way of a file: that of a pipe is its last member's.
        let run = try command.shell(
            "exec 3>status; for i in 1 2 3; do ($FAGUI --generate-completion-script zsh; echo $? >&3) | true; done")
        #expect(run.errors.isEmpty)
        let statuses = try command.shell("cat status").lines
        #expect(statuses.allSatisfy { $0 == "141" || $0 == "0" })
        #expect(statuses.count == 3)
    }

    @Test func saysThatOutputCannotBeWritten() throws {
        guard try command.shell("test -c /dev/full").exitCode == 0 else { return }
        let run = try command.shell("$FAGUI --help > /dev/full")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("Cannot write to standard output"))
    }

    @Test func namesTheQueryFileThatIsNotThere() throws {
        let run = try command.run("search", "--queries", "none.tsv")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("none.tsv"))
    }

    @Test func namesTheLineOfAMalformedQuery() throws {
        let run = try command.run("search", "--queries", "-", "--json", input: "q1\t质量\nq2 安全\n")
        #expect(run.exitCode == 2)
        let error = try #require(try run.json()["error"] as? [String: Any])
        #expect(error["code"] as? String == "malformed_queries")
        #expect((error["message"] as? String)?.contains("Line 2") == true)
    }
}

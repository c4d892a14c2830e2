import Testing

@testable import Fagui
@testable import fagui

@Suite struct QueryTextTests {
    private func typed(_ arguments: [String]) throws -> SearchCommand {
        try #require(try Program.verb(of: ["search"] + arguments) as? SearchCommand)
    }

    @Test(arguments: ["-食品", "-“食品”", "-\"食品 安全\"", "-(甲 OR 乙)", "-3", "--质量", "-", "-１"])
    func takesADashBeforeOtherThanLatinLettersForText(word: String) throws {
        let command = try typed(["质量", word, "-n", "5"])
        #expect(command.query.joined == "质量 \(word)")
        #expect(command.limit == 5)
    }

    @Test func takesAllForTextBehindTwoDashes() throws {
        let command = try typed(["-n", "5", "--", "-GB", "--json", "-食品"])
        #expect(command.query.joined == "-GB --json -食品")
        #expect(!command.form.isJSON)
    }

    @Test(arguments: [
        ["-x", "质量"], ["--bogus", "质量"], [], ["质量", "--json", "--jsonl"], ["质量", "-n", "-5"],
        ["质量", "--offset", "x"], ["质量", "--queries", "-"], ["质量", "--format", "xml"], ["质量", "--index", ""],
    ])
    func refusesWhatIsNoCommandLine(arguments: [String]) {
        #expect(throws: (any Error).self) { try typed(arguments) }
    }

    @Test func namesAnArgumentAsItWasTyped() throws {
        do {
            _ = try Program.verb(of: ["stats", "-质量"])
            Issue.record("stats takes no text")
        } catch {
            let failure = CommandFailure(error, arguments: ["stats", "-质量"])
            #expect(failure.message.contains("'-质量'"))
            #expect(failure.status == .failure)
            #expect(failure.code == "usage")
        }
    }

    @Test func knowsWhetherErrorsAreToBeJSON() {
        #expect(QueryText.asksForJSON(["search", "--json"]))
        #expect(QueryText.asksForJSON(["search", "--format", "jsonl"]))
        #expect(QueryText.asksForJSON(["search", "--format=json"]))
        #expect(!QueryText.asksForJSON(["search", "--", "--json"]))
        #expect(!QueryText.asksForJSON(["search", "--format", "text", "json"]))
    }

    @Test func findsTheIndexByOption() throws {
        #expect(try typed(["质量", "--index", "-库"]).location.path == "-库")
    }

    @Test(
        arguments: [
            (LibraryError.Code.noIndex, Int32(2)), (.corruptIndex, 3), (.newerFormat, 3), (.locked, 4), (.notFound, 1),
            (.io, 2), (.cancelled, 130),
        ] as [(LibraryError.Code, Int32)])
    func endsWithAStatusForEachKindOfError(code: LibraryError.Code, status: Int32) {
        #expect(CommandFailure(LibraryError(code, "x")).status.rawValue == status)
    }
}

internal import ArgumentParser
internal import Fagui

struct LikeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "like",
        abstract: "Find passages that are like one of the index.",
        discussion: """
            Asks for the words that tell the passage from others. The passage itself and what says the same elsewhere are \
            left out.

              fagui like '法规/产品质量法.md#第三十二条'
              fagui like '法规/产品质量法.md#第三十二条' --other-laws -n 5 --json

            Exit status: 0 hits, 1 none or no such id, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: "The id of a passage, as hits have it.")
    var id: QueryText

    @Option(
        name: [.customShort("n"), .customLong("limit")],
        help: ArgumentHelp("Hits wanted; any number.", valueName: "count"))
    var limit = 10

    @Flag(help: "Leave the passages of the same text out.")
    var otherLaws = false

    @Flag(help: "Show how each score came about.")
    var explain = false

    @Option(help: ArgumentHelp("Length of a snippet, in characters.", valueName: "count"))
    var snippetLength = 120

    @OptionGroup var results: ResultOptions
    @OptionGroup var validity: ValidityOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var color: ColorOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if limit < 0 { throw ValidationError("-n must not be negative.") }
        if snippetLength < 0 { throw ValidationError("--snippet-length must not be negative.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        var options = SearchOptions(limit: limit, explains: explain, snippetLength: snippetLength)
        results.apply(to: &options)
        options.validity = validity.validity
        let found = try await Library.open(at: location.path).like(id.text, options: options, excludingLaw: otherLaws)
        if json.isOn {
            var document = JSONWriter()
            document.write(found)
            console.output.write(document)
        } else {
            let text = HitText(style: Style(color.mode, console.outputTerminal), width: console.outputTerminal.width)
            for line in LikeText.lines(of: found) { console.output.write(line: line) }
            text.write(found.results, to: console.output)
            for note in text.notes(on: found.results) { console.complain(note) }
            if found.results.hits.isEmpty { console.complain("No other passage has any of these words.") }
        }
        return found.results.hits.isEmpty ? .nothing : .fine
    }
}

/// What is asked for, as people read it.
enum LikeText {
    static func lines(of found: LikeResults) -> [String] {
        let name = [found.law.title, found.locator].filter { !$0.isEmpty }.joined(separator: "  ")
        let words = found.terms.map(\.text).joined(separator: " ")
        return [
            Terminal.sanitized("like \(name.isEmpty ? found.id : name)"),
            Terminal.sanitized(words.isEmpty ? "It has no words that other passages have." : "by \(words)"),
        ]
    }
}

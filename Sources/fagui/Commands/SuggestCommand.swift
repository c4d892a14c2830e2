internal import ArgumentParser
internal import Fagui

struct SuggestCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Complete what is typed: titles, headings and terms.",
        discussion: """
            Characters may be typed as they are, by pinyin without tones, by initials, or mixed. One suggestion a line, \
            the likeliest first.

              fagui suggest 产品质
              fagui suggest chanpinzhil
              fagui suggest cpzl -n 5 --json

            Exit status: 0 suggestions, 1 none, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: "What was typed so far; several words are joined by spaces.")
    var typed: [QueryText]

    @Option(
        name: [.customShort("n"), .customLong("limit")],
        help: ArgumentHelp("Suggestions wanted.", valueName: "count"))
    var limit = 10

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if limit < 0 { throw ValidationError("-n must not be negative.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        let suggestions = try await Library.open(at: location.path).suggest(typed.joined, limit: limit)
        if json.isOn {
            var document = JSONWriter()
            document.write(typed.joined, suggestions)
            console.output.write(document)
        } else {
            for suggestion in suggestions { console.output.write(line: Terminal.sanitized(suggestion.text)) }
            if suggestions.isEmpty { console.complain("Nothing begins so.") }
        }
        return suggestions.isEmpty ? .nothing : .fine
    }
}

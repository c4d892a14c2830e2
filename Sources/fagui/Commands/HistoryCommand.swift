internal import ArgumentParser
internal import Fagui

struct HistoryCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show the wordings of a law, and what each changed.",
        discussion: """
            The law is named by its title, or by the id of one of its texts. Also named are the days of revision of which \
            the index has no wording.

              fagui history 反垄断法
              fagui history 反垄断法 --json

            Exit status: 0 found, 1 no such law, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: "The title of a law; several words are joined by spaces.")
    var law: [QueryText]

    @OptionGroup var json: JSONOption
    @OptionGroup var color: ColorOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        let history = try await Library.open(at: location.path).history(of: law.joined)
        if json.isOn {
            var document = JSONWriter()
            document.write(history)
            console.output.write(document)
        } else {
            let style = Style(color.mode, console.outputTerminal)
            for line in HistoryText.lines(of: history, style) { console.output.write(line: line) }
            for note in history.notes { console.complain(note) }
        }
        return .fine
    }
}

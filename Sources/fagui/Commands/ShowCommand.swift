internal import ArgumentParser
internal import Fagui

struct ShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show passages, or all of a text, by id or citation.",
        discussion: """
            Ids are those of hits; the part before # alone shows the whole text. Citations are read as people write them; \
            they mean the wording in force today, unless they say a year or day, or --as-of does.

              fagui show '法规/产品质量法.md#第三十二条'
              fagui show '《产品质量法》第三十二条第二款'
              fagui show '反垄断法（2007）第三条至第五条' --json

            Exit status: 0 all found, 1 some not, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: ArgumentHelp("Ids of passages or texts, or citations.", valueName: "ids"))
    var ids: [QueryText]

    @Option(
        help: ArgumentHelp("Citations mean the wording in force on this day.", valueName: "day"),
        transform: { try ValidityOptions.day($0) })
    var asOf: CalendarDay?

    @OptionGroup var json: JSONOption
    @OptionGroup var color: ColorOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if ids.contains(where: { $0.text.allSatisfy(\.isWhitespace) }) {
            throw ValidationError("An id is empty. Hits of 'fagui search' have the ids.")
        }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        let library = try await Library.open(at: location.path)
        let shown = try await library.show(ids.map(\.text), validity: asOf.map { .asOf($0) } ?? .today)
        if shown.passages.isEmpty, shown.failures.isEmpty, let first = shown.missing.first {
            throw notFound(first, of: shown.missing.count)
        }
        if json.isOn {
            var document = JSONWriter()
            document.write(shown)
            console.output.write(document)
        } else {
            let terminal = console.outputTerminal
            PassageText(style: Style(color.mode, terminal), width: terminal.width)
                .write(shown.passages, to: console.output)
            for note in shown.notes { console.complain(note) }
            for id in shown.missing { console.complain(notFound(id, of: 1).message) }
            for failed in shown.failures { console.complain(failed.failure?.message ?? failed.citation) }
        }
        return shown.missing.isEmpty && shown.failures.isEmpty ? .fine : .nothing
    }

    private func notFound(_ id: String, of count: Int) -> CommandFailure {
        CommandFailure(
            code: "not_found",
            count == 1
                ? "Nothing has the id \(id), nor is it a citation."
                : "Nothing has the id \(id), nor \(count - 1) others.",
            advice: "Hits of 'fagui search' have the ids; citations are written like 《产品质量法》第三十二条.", path: id,
            status: .nothing)
    }
}

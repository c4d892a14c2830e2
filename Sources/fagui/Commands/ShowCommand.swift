internal import ArgumentParser
internal import Fagui

struct ShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show passages, or all of a text, by id.",
        discussion: """
            Ids are those of hits; the part before # alone shows the whole text.

              fagui show '法规/产品质量法.md#第三十二条'
              fagui show '法规/产品质量法.md' --json

            Exit status: 0 all found, 1 some not, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: "Ids of passages or texts.")
    var ids: [QueryText]

    @OptionGroup var json: JSONOption
    @OptionGroup var color: ColorOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        let library = try await Library.open(at: location.path)
        var passages: [StoredPassage] = []
        var missing: [String] = []
        for id in ids {
            let found = try await library.passages(withID: id.text)
            if found.isEmpty { missing.append(id.text) }
            passages += found
        }
        if passages.isEmpty, let first = missing.first { throw notFound(first, of: missing.count) }
        if json.isOn {
            var document = JSONWriter()
            document.write(passages, missing: missing)
            console.output.write(document)
        } else {
            let terminal = console.outputTerminal
            PassageText(style: Style(color.mode, terminal), width: terminal.width).write(passages, to: console.output)
            for id in missing { console.complain(notFound(id, of: 1).message) }
        }
        return missing.isEmpty ? .fine : .nothing
    }

    private func notFound(_ id: String, of count: Int) -> CommandFailure {
        CommandFailure(
            code: "not_found",
            count == 1 ? "Nothing has the id \(id)." : "Nothing has the id \(id), nor \(count - 1) others.",
            advice: "Hits of 'fagui search' have the ids.", path: id, status: .nothing)
    }
}

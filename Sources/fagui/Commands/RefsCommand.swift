internal import ArgumentParser
internal import Fagui

struct RefsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "refs",
        abstract: "Show what an article cites, and who cites it.",
        discussion: """
            References are read from the texts: 《X》第三条, 本法第三条, 前款, 前两条, 本章. Shown are the passages of texts in force \
            that cite the article; the number of the others is told.

              fagui refs '《产品质量法》第五十条'
              fagui refs '《产品质量法》第五十条' --json

            Exit status: 0 found, 1 no such article, or not all of them, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: "A citation, or the id of a passage; several words are joined by spaces.")
    var article: [QueryText]

    @OptionGroup var validity: ValidityOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var color: ColorOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        let references = try await Library.open(at: location.path).references(
            of: article.joined, validity: validity.validity)
        if json.isOn {
            var document = JSONWriter()
            document.write(references)
            console.output.write(document)
        } else {
            let terminal = console.outputTerminal
            ReferencesText(style: Style(color.mode, terminal), width: terminal.width)
                .write(references, to: console.output)
            if references.hiddenCount > 0 {
                let count = NumberText.count(references.hiddenCount, "passage")
                console.complain("\(count) of texts out of force cite it too: --all-versions shows them.")
            }
            for note in references.notes { console.complain(note) }
            for failed in references.failures { console.complain(failed.failure?.message ?? failed.citation) }
        }
        return references.failures.isEmpty ? .fine : .nothing
    }
}

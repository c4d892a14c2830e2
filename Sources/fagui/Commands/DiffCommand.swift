internal import ArgumentParser
internal import Fagui

struct DiffCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two wordings of a law, article by article.",
        discussion: """
            A wording is named by the title with its year, month or day, behind @ or not, or by the id of a text. \
            Articles are paired by what they say, also where their numbers moved. Without colours what was deleted \
            stands in [-…-], what was inserted in {+…+}.

              fagui diff 反垄断法@2007 反垄断法@2022
              fagui diff 反垄断法@2007 反垄断法 --format html > diff.html

            Exit status: 0 nothing differs, 1 something differs or no such law, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: ArgumentHelp("The older wording.", valueName: "law@version"))
    var old: QueryText

    @Argument(help: ArgumentHelp("The newer wording.", valueName: "law@version"))
    var new: QueryText

    @Option(help: "text, json or html.")
    var format: DiffFormat?

    @Flag(help: "Show the articles that are the same as well.")
    var all = false

    @OptionGroup var json: JSONOption
    @OptionGroup var color: ColorOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if json.isOn, let format, format != .json {
            throw ValidationError("Choose --json or --format \(format.rawValue).")
        }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        let comparison = try await Library.open(at: location.path).compare(old.text, new.text)
        switch json.isOn ? .json : format ?? .text {
        case .json:
            var document = JSONWriter()
            document.write(comparison)
            console.output.write(document)
        case .html: console.output.write(ComparisonHTML.document(comparison, showsAll: all))
        case .text:
            let terminal = console.outputTerminal
            ComparisonText(style: Style(color.mode, terminal), width: terminal.width, showsAll: all)
                .write(comparison, to: console.output)
        }
        if !json.isOn, format != .json { for note in comparison.notes { console.complain(note) } }
        return comparison.count(of: .unchanged) == comparison.articles.count ? .fine : .nothing
    }
}

/// The forms in which a comparison is written.
enum DiffFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case text, json, html
}

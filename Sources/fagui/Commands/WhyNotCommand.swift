internal import ArgumentParser
internal import Fagui

struct WhyNotCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "why-not",
        abstract: "Tell why a passage matches a query, or why not.",
        discussion: """
            The last word is the id of a passage, all before it the query. Shows which terms the passage has, the first \
            clause of the query that it fails, or its rank and what stands before it.

              fagui why-not '+缺陷 召回' '法规/产品质量法.md#第三十二条'
              fagui why-not 缺陷 召回 '法规/产品质量法.md#第三十二条' --json

            Exit status: 0 it matches, 1 it does not or there is no such id, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: ArgumentHelp("The query, and the id of a passage.", valueName: "query-and-id"))
    var words: [QueryText]

    @OptionGroup var reading: ReadingQueryOptions
    @OptionGroup var expansion: ExpansionOptions
    @OptionGroup var validity: ValidityOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if words.count < 2 { throw ValidationError("A query and the id of a passage are needed.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        var options = SearchOptions(
            expansion: expansion.expand.expanding, vocabulary: try expansion.vocabulary.files.read())
        options.isStrict = reading.strict
        options.minimumMatch = reading.minMatch
        options.validity = validity.validity
        let report = try await Library.open(at: location.path).whyNot(
            Array(words.dropLast()).joined, words.last?.text ?? "", options: options)
        if json.isOn {
            var document = JSONWriter()
            document.write(report)
            console.output.write(document)
        } else {
            for line in MatchReportText.lines(of: report) { console.output.write(line: line) }
            for note in report.notes { console.complain(note) }
        }
        return report.isMatch ? .fine : .nothing
    }
}

internal import ArgumentParser
internal import Fagui

struct CiteCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "cite",
        abstract: "Check the citations of a document against the index.",
        discussion: """
            Every citation is looked up: ok, text_differs (it does not say what is quoted), superseded, repealed, \
            not_yet_in_force, renumbered, no_such_article, not_in_corpus, ambiguous. Documents of all formats that can be \
            indexed are read.

              fagui cite 处罚决定书.docx
              fagui cite 通知.md --as-of 2015-06-01 --json

            Exit status: 0 all is well, 1 findings, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: ArgumentHelp("Documents, or folders of them.", valueName: "files"), completion: .file())
    var paths: [String]

    @Option(
        help: ArgumentHelp("Laws are to be in force on this day; else today.", valueName: "day"),
        transform: { try ValidityOptions.day($0) })
    var asOf: CalendarDay?

    @Flag(help: "Show the citations that are well, too.")
    var all = false

    @Option(help: ArgumentHelp("The encoding of all files; else it is found out.", valueName: "name"))
    var encoding: String?

    @OptionGroup var json: JSONOption
    @OptionGroup var color: ColorOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        var options = IndexingOptions()
        options.encoding = encoding
        let library = try await Library.open(at: location.path)
        let (reports, problems, moreProblems) = try await library.checkCitations(
            in: paths, options: options, validity: asOf.map { .asOf($0) } ?? .today)
        if json.isOn {
            var document = JSONWriter()
            document.write(reports, problems, moreProblems)
            console.output.write(document)
        } else {
            let style = Style(color.mode, console.outputTerminal)
            for line in CitationReportText.lines(of: reports, showsAll: all, style) { console.output.write(line: line) }
            for problem in problems { console.complain("\(problem.path): \(problem.reason)") }
            if moreProblems > 0 { console.complain("and \(NumberText.grouped(moreProblems)) more.") }
        }
        if !problems.isEmpty { return .failure }
        return reports.allSatisfy { $0.findings.isEmpty && $0.uncheckedCount == 0 } ? .fine : .nothing
    }
}

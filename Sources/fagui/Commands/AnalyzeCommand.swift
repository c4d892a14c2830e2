internal import ArgumentParser
internal import Fagui

struct AnalyzeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Show the terms that a text is indexed under.",
        discussion: """
            Words come first, then grams: each character with its successor, or with ␣ where a run ends. With an index, \
            its analysis is used; without one, that of a new index.

              fagui analyze 特种设备安全监察条例
              fagui analyze 'GB/T 19001-2016' --json
              fagui analyze --check notice.txt

            Exit status: 0 fine, 1 a promise does not hold, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: "The text; several words are joined by spaces.")
    var text: [QueryText] = []

    @Option(
        help: ArgumentHelp(
            "Check a file instead: every substring of 1 to 12 characters is found, words are ICU's in plain mode.",
            valueName: "file"),
        completion: .file())
    var check: QueryText?

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if text.isEmpty && check == nil { throw ValidationError("A text is missing, or a file with --check.") }
        if !text.isEmpty && check != nil { throw ValidationError("Give a text, or a file with --check, not both.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        if let check { return try write(AnalysisCheck(path: check.text), to: console) }
        let text = text.joined
        let terms = try await terms(of: text)
        if json.isOn {
            var document = JSONWriter()
            document.write(text, terms)
            console.output.write(document)
        } else {
            var table = Table(
                columns: [.init("kind"), .init("term"), .init("position", .right), .init("bytes", .right)])
            for term in terms {
                // The mark at the end of a run would not be seen.
                let shown = term.term.hasSuffix(" ") ? "\(term.term.dropLast())␣" : term.term
                table.add([
                    term.kind.rawValue, Terminal.sanitized(shown), "\(term.position)",
                    "\(term.bytes.lowerBound)–\(term.bytes.upperBound)",
                ])
            }
            for line in table.lines { console.output.write(line: line) }
        }
        return .fine
    }

    private func write(_ check: AnalysisCheck, to console: Console) throws -> ExitStatus {
        if json.isOn {
            var document = JSONWriter()
            document.write(check)
            console.output.write(document)
        } else {
            for fault in check.faults { console.output.write(line: Terminal.sanitized(fault)) }
            console.output.write(
                line: "\(NumberText.count(check.passages, "passage")), \(NumberText.count(check.terms, "term")), "
                    + "\(NumberText.count(check.substrings, "substring")): "
                    + (check.faultCount == 0 ? "all hold." : "\(NumberText.count(check.faultCount, "fault"))."))
        }
        return check.faultCount == 0 ? .fine : .nothing
    }

    private func terms(of text: String) async throws -> [AnalyzedTerm] {
        do {
            return try await Library.open(at: location.path).analyze(text)
        } catch let error as LibraryError where error.code == .noIndex && !location.isExplicit {
            return try Library.analyze(text)
        }
    }
}

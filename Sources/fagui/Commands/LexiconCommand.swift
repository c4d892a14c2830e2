internal import ArgumentParser
internal import Fagui

struct LexiconCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "lexicon",
        abstract: "Check a file of words to keep whole.",
        discussion: """
            Shows the entries that can never be a word of a text, and why: words that the dictionary has already, costs \
            that are too high, characters that no word may have. A line is a word, and perhaps a tab and its class, and \
            a tab and its cost from 1 to 255.

              fagui lexicon words.txt
              fagui lexicon words.txt --json

            Exit status: 0 all have an effect, 1 some have none, 2 usage or files.
            """)

    @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"), completion: .file())
    var file: QueryText

    @OptionGroup var json: JSONOption

    func execute(_ console: Console) async throws -> ExitStatus {
        let check = try LexiconCheck(LexiconText.read(file.text))
        if json.isOn {
            var document = JSONWriter()
            document.write(check)
            console.output.write(document)
        } else {
            for finding in check.findings {
                console.output.write(
                    line: Terminal.sanitized("line \(finding.line): \(finding.word): \(finding.reason)"))
            }
            if check.findings.isEmpty {
                console.output.write(line: "\(NumberText.count(check.entries, "word")), each with an effect.")
            }
        }
        return check.findings.isEmpty ? .fine : .nothing
    }
}

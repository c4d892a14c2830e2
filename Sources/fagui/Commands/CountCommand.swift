internal import ArgumentParser
internal import Fagui

struct CountCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count the passages that match a query.",
        discussion: """
            The number is exact; passages with the same text count one by one.

              fagui count '"质量安全"'
              fagui count +召回 -食品 --json

            Exit status: 0 some match, 1 none, 2 usage or files, 3 damaged index.
            """)

    @Argument(help: "The query; several words are joined by spaces.")
    var query: [QueryText]

    @OptionGroup var reading: ReadingQueryOptions
    @OptionGroup var expansion: ExpansionOptions
    @OptionGroup var validity: ValidityOptions
    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        var options = SearchOptions(
            expansion: expansion.expand.expanding, vocabulary: try expansion.vocabulary.files.read())
        options.isStrict = reading.strict
        options.minimumMatch = reading.minMatch
        options.validity = validity.validity
        let count = try await Library.open(at: location.path).count(query.joined, options: options)
        if json.isOn {
            var document = JSONWriter()
            document.object { json in
                json.member("query", query.joined)
                json.member("count", count)
            }
            console.output.write(document)
        } else {
            console.output.write(line: "\(count)")
        }
        return count > 0 ? .fine : .nothing
    }
}

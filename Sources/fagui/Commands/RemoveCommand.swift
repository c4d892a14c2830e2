internal import ArgumentParser
internal import Fagui

struct RemoveCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove texts from the index.",
        discussion: """
            A text goes by what stands before # in the id of a hit, a row by its own id, all rows of a file by the \
            file's. A text whose file is still there comes back when its folder is indexed again.

              fagui remove '法规/产品质量法.md'
              fagui remove r-17 notices.jsonl --json

            Exit status: 0 all removed, 1 some were not there, 2 usage or files, 3 damaged index, 4 index locked.
            """)

    @Argument(help: "Ids of texts, rows or files with rows.")
    var ids: [QueryText]

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        let library = try await Library.open(at: location.path)
        let removed = try await library.remove(ids: ids.map(\.text))
        await library.close()
        let missing = ids.map(\.text).filter { !removed.contains($0) }
        if json.isOn {
            var document = JSONWriter()
            document.object { json in
                json.member("removed", removed)
                json.member("not_found", missing)
            }
            console.output.write(document)
        } else {
            console.output.write(line: "\(NumberText.count(removed.count, "text")) removed.")
            for id in missing { console.complain("Nothing has the id \(id).") }
        }
        return missing.isEmpty ? .fine : .nothing
    }
}

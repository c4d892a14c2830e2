internal import ArgumentParser
internal import Fagui

struct RestoreCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a backup back as an index.",
        discussion: """
            Every byte is checked before and after; the files are copied. An index that is there stays unless --force is \
            given: then it goes, at once, when all of the backup is there.

              fagui restore /backup/fagui --index /var/lib/fagui
              fagui restore /backup/fagui --index /var/lib/fagui --force

            Exit status: 0 done, 2 usage or files, 3 damaged backup, 4 index locked.
            """)

    @Argument(help: ArgumentHelp("The folder of the backup.", valueName: "dir"), completion: .directory)
    var folder: QueryText

    @Flag(help: "Replace the index that is there.")
    var force = false

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        let report = try await Library.restore(from: folder.text, to: location.path, replacing: force)
        if json.isOn {
            var document = JSONWriter()
            document.write(report)
            console.output.write(document)
        } else {
            for line in UpkeepText.lines(of: report) { console.output.write(line: line) }
        }
        return .fine
    }
}

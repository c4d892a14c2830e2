internal import ArgumentParser
internal import Fagui

struct BackupCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the index to a folder.",
        discussion: """
            Copies one commit, every byte checked, while others search and write. Run again, it brings what is new. Files \
            are hard links where both folders are on one file system: they take no space, and protect from what becomes \
            of the index, not from what becomes of the disk; --copy copies them. 'fagui restore' brings a backup back.

              fagui backup /backup/fagui
              fagui backup /backup/fagui --index /var/lib/fagui --copy

            Exit status: 0 done, 2 usage or files, 3 damaged index (repair it first), 4 another backup runs there.
            """)

    @Argument(
        help: ArgumentHelp("The folder of the backup: new, or an earlier backup.", valueName: "dir"),
        completion: .directory)
    var folder: QueryText

    @Flag(help: "Copy every file that is new, also where it could be a hard link.")
    var copy = false

    @Flag(help: "Replace a backup of another index, or of a later commit than the index has.")
    var force = false

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if folder.text.isEmpty { throw ValidationError("The backup needs the name of a folder.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        let report = try await Library.backup(at: location.path, to: folder.text, linking: !copy, replacing: force)
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

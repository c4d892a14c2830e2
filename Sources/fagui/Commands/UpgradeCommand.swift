internal import ArgumentParser
internal import Fagui

struct UpgradeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Bring an index of an older version up to date.",
        discussion: """
            Every index of an older version is searched as it is; what has come since works for its texts after this. \
            Searching may go on meanwhile. Texts are taken from the index itself, not from their files.

              fagui upgrade
              fagui upgrade --index /var/lib/fagui --json

            Exit status: 0 done, or nothing to do; 2 usage or files, 3 damaged index or one of a newer version, 4 index \
            locked.
            """)

    @Option(help: ArgumentHelp("Threads; 0 is one a core.", valueName: "count"))
    var jobs = 0

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if jobs < 0 { throw ValidationError("--jobs must not be negative.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        let library = try await Library.open(at: location.path)
        let report = try await library.upgrade(jobs: jobs)
        await library.close()
        if json.isOn {
            var document = JSONWriter()
            document.write(report)
            console.output.write(document)
        } else {
            console.output.write(line: UpkeepText.line(of: report))
        }
        return .fine
    }
}

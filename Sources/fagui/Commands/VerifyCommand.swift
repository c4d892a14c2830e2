internal import ArgumentParser
internal import Fagui

struct VerifyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every byte of the index, and mend it.",
        discussion: """
            Each fault is shown with its file and place. Searching and indexing may go on meanwhile.

            With --repair what is sound is kept, and what is damaged set aside. Texts of damaged parts are taken from what \
            the index stores of them, else from their files, where these are still in their place or below the paths \
            given; all others are named.

              fagui verify
              fagui verify --index /var/lib/fagui --json
              fagui verify --repair ~/regulations

            Exit status: 0 sound or mended, 1 mended but for texts that it names, 2 usage or files, 3 damaged or of a \
            newer version, 4 index locked.
            """)

    @Argument(
        help: ArgumentHelp(
            "With --repair: files and folders to look for lost texts in, named as when they were indexed.",
            valueName: "path"), completion: .file())
    var paths: [QueryText] = []

    @Flag(help: "Mend the index.")
    var repair = false

    @Flag(help: "With --repair: follow links that lead out of the folders, as 'index --follow-links' does.")
    var followLinks = false

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if !repair && !paths.isEmpty {
            throw ValidationError("Paths are for --repair; the index is named by --index.")
        }
        if !repair && followLinks { throw ValidationError("--follow-links is for --repair.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        if repair { return try await mend(console) }
        let report = try await Library.verify(at: location.path)
        if json.isOn {
            var document = JSONWriter()
            document.write(report)
            console.output.write(document)
        } else {
            for finding in report.findings { console.output.write(line: Self.line(of: finding)) }
            for warning in report.warnings { console.complain("Warning: \(Self.line(of: warning))") }
            let seen = "\(NumberText.count(report.files, "file")), \(NumberText.size(report.bytes))"
            let faults = NumberText.count(report.findings.count, "fault")
            console.output.write(line: report.isSound ? "sound: \(seen)" : "damaged: \(faults) in \(seen)")
            if !report.isSound {
                console.complain(
                    "The index is damaged. Mend it with 'fagui verify --repair', or bring a backup back with 'fagui restore'."
                )
            }
        }
        return report.isSound ? .fine : .corrupt
    }

    private func mend(_ console: Console) async throws -> ExitStatus {
        var options = IndexingOptions()
        options.followsLinks = followLinks
        let report = try await Library.repair(at: location.path, paths: paths.map(\.text), options: options)
        if json.isOn {
            var document = JSONWriter()
            document.write(report)
            console.output.write(document)
        } else if report.wasSound {
            console.output.write(line: "sound: \(NumberText.count(report.kept, "text")), nothing to mend")
        } else {
            for finding in report.findings { console.complain("Damaged: \(Self.line(of: finding))") }
            for line in UpkeepText.lines(of: report) { console.output.write(line: line) }
            for line in UpkeepText.advice(on: report) { console.complain(line) }
        }
        return report.isWhole ? .fine : .nothing
    }

    private static func line(of finding: VerificationReport.Finding) -> String {
        let place = finding.byteOffset.map { " at byte \($0)" } ?? ""
        return Terminal.sanitized("\(finding.file)\(place): \(finding.reason)")
    }
}

internal import ArgumentParser
internal import Fagui

struct VerifyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every byte of the index.",
        discussion: """
            Each fault is shown with its file and place. Searching and indexing may go on meanwhile.

              fagui verify
              fagui verify --index /var/lib/fagui --json

            Exit status: 0 sound, 2 usage or files, 3 damaged.
            """)

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
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
                console.complain("The index is damaged. Index the texts again into a new folder.")
            }
        }
        return report.isSound ? .fine : .corrupt
    }

    private static func line(of finding: VerificationReport.Finding) -> String {
        let place = finding.byteOffset.map { " at byte \($0)" } ?? ""
        return Terminal.sanitized("\(finding.file)\(place): \(finding.reason)")
    }
}

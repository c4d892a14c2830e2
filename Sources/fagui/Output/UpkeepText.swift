internal import Fagui

/// What keeps an index whole, as people read it: repairs, backups, upgrades.
enum UpkeepText {
    static func line(of report: UpgradeReport) -> String {
        guard !report.wasUpToDate else { return "The index is up to date." }
        let time = NumberText.duration(microseconds: report.tookMicroseconds)
        var parts: [String] = []
        if report.rewrittenSegments > 0 {
            parts.append("\(NumberText.count(report.rewrittenSegments, "segment")) of an older format written anew")
        }
        if report.examined > 0 {
            parts.append(
                "\(NumberText.count(report.examined, "passage")) of an older version examined, "
                    + "\(NumberText.count(report.changedTexts, "text")) analysed anew")
        }
        return "\(parts.joined(separator: "; ")), in \(time)."
    }

    static func lines(of report: BackupReport) -> [String] {
        let time = NumberText.duration(microseconds: report.tookMicroseconds)
        if report.isUnchanged {
            return [
                "Commit \(report.snapshot) is there already, and sound: \(files(report.keptFiles, report.keptBytes))."
            ]
        }
        let parts = [
            (report.copiedFiles, report.copiedBytes, "copied"), (report.linkedFiles, report.linkedBytes, "linked"),
            (report.keptFiles, report.keptBytes, "there already"),
        ].filter { $0.0 > 0 }.map { "\(files($0.0, $0.1)) \($0.2)" }
        let what = parts.isEmpty ? "it is empty" : parts.joined(separator: "; ")
        return ["Commit \(report.snapshot): \(what), in \(time)."]
    }

    /// The result of a repair: one line of numbers, then a line a text that is not as it was.
    static func lines(of report: RepairReport) -> [String] {
        var numbers = ["\(NumberText.count(report.kept, "text")) kept"]
        if report.restored > 0 {
            numbers.append("\(NumberText.grouped(report.restored)) restored from the index itself")
        }
        if report.reread > 0 { numbers.append("\(NumberText.grouped(report.reread)) read again from their files") }
        if !report.missing.isEmpty { numbers.append("\(NumberText.grouped(report.missing.count)) to be added again") }
        var lines = ["repaired: \(numbers.joined(separator: ", "))"]
        lines += report.missing.map { "missing: \(name(of: $0))" }
        lines += report.doubtful.map { "doubtful: \(name(of: $0))" }
        lines += report.untold.map { untold in
            let count = untold.count.map { NumberText.count($0, "text") } ?? "texts"
            return "missing: \(count) of segment \(untold.segment), whose names are lost"
        }
        return lines
    }

    /// What else a user is to know, and do.
    static func advice(on report: RepairReport) -> [String] {
        var lines: [String] = []
        if !report.missing.isEmpty || !report.untold.isEmpty {
            lines.append("Add the missing texts again by indexing their folders: fagui index PATH…")
        }
        if !report.doubtful.isEmpty {
            lines.append(
                "Doubtful texts may have been removed or replaced before: remove those with 'fagui remove' that are not wanted."
            )
        }
        if let first = report.returned.first {
            let others = report.returned.count - 1
            let names = name(of: first) + (others > 0 ? " and \(NumberText.count(others, "other"))" : "")
            lines.append(
                "May have been removed before, and read again since their files are there: \(names) (lost-texts.damaged-\(report.snapshot)); 'fagui remove' what is not wanted."
            )
        }
        if report.removedMayBeBack {
            lines.append(
                "The manifest was lost: texts that had been removed or replaced may be back, and nothing tells which. Index their folders again, so that those without a file go, and remove others with 'fagui remove'."
            )
        }
        if report.lexiconMayBeLost {
            lines.append(
                "The words of an earlier --lexicon may be lost: name it again with 'fagui index --reanalyze --lexicon'."
            )
        }
        if !report.setAside.isEmpty, let ending = report.setAside[0].split(separator: ".").last {
            lines.append(
                "\(NumberText.count(report.setAside.count, "file")) set aside in the folder of the index as *.\(ending); "
                    + "remove them when nobody needs them any more.")
        }
        return lines
    }

    private static func name(of text: RepairReport.Text) -> String {
        Terminal.sanitized(text.id ?? text.path.map { "the text of \($0)" } ?? "a text of segment \(text.segment)")
    }

    private static func files(_ count: Int, _ bytes: Int) -> String {
        "\(NumberText.count(count, "file")) (\(NumberText.size(bytes)))"
    }
}

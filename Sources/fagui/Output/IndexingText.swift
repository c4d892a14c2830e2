internal import Fagui

/// What indexing did, as people read it.
enum IndexingText {
    static func lines(of report: IndexingReport) -> [String] {
        var lines = [summary(of: report)]
        let others = [
            (report.unchanged, "unchanged"), (report.removed, "dropped"),
        ].filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
        if !others.isEmpty { lines.append("Of the texts known before: \(others.joined(separator: ", ")).") }
        if !report.skipped.isEmpty { lines.append(leftOut(report)) }
        if !report.otherTypes.isEmpty { lines.append(otherTypes(report.otherTypes)) }
        if report.outdatedPassages > 0 {
            lines.append(
                "\(NumberText.count(report.outdatedPassages, "passage")) are as an older version, lexicon or ICU made them; "
                    + "'fagui index --reanalyze' brings them up to date.")
        }
        return lines
    }

    static func line(of report: ReanalysisReport) -> String {
        let time = NumberText.duration(microseconds: report.tookMicroseconds)
        guard report.examined > 0 else { return "All passages are up to date." }
        return "\(NumberText.count(report.examined, "passage")) examined, "
            + "\(NumberText.grouped(report.changedPassages)) in \(NumberText.count(report.changedTexts, "text")) "
            + "written again, in \(time)."
    }

    private static func summary(of report: IndexingReport) -> String {
        let seconds = Double(report.tookMicroseconds) / 1_000_000
        let time = NumberText.duration(microseconds: report.tookMicroseconds)
        var texts: [String] = []
        if report.added > 0 { texts.append("\(NumberText.count(report.added, "text")) added") }
        if report.updated > 0 {
            let noun = texts.isEmpty ? NumberText.count(report.updated, "text") : NumberText.grouped(report.updated)
            texts.append("\(noun) replaced")
        }
        guard !texts.isEmpty else { return "No new texts in \(time)." }
        let passages = NumberText.count(report.passages, "passage")
        // A rate of less than a second is that of starting.
        let rate = seconds >= 1 ? " (\(rate(report.sourceBytes, seconds: seconds)))" : ""
        return "\(texts.joined(separator: ", ")): \(passages) in \(time)\(rate)."
    }

    private static func leftOut(_ report: IndexingReport) -> String {
        let rows = report.skipped.count { $0.line != nil }
        let files = report.skipped.count - rows + report.moreSkippedFiles
        let counts = [(files, "file"), (rows + report.moreSkippedRows, "row")].filter { $0.0 > 0 }
        let named = counts.map { NumberText.count($0.0, $0.1) }.joined(separator: " and ")
        let hadTexts = report.updated + report.unchanged + report.removed > 0
        let stays = hadTexts ? " Files that are still there keep their earlier version." : ""
        return "\(named) left out; standard error has the reasons.\(stays)"
    }

    /// Bytes a second.
    static func rate(_ bytes: Int, seconds: Double) -> String {
        let rate = Double(bytes) / 1_000_000 / seconds
        return "\(NumberText.fixed(rate, rate < 10 ? 1 : 0)) MB/s"
    }

    private static func otherTypes(_ types: [String: Int]) -> String {
        let sorted = types.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let named = sorted.prefix(5).map { "\($0.key.isEmpty ? "no ending" : $0.key) \(NumberText.grouped($0.value))" }
        let files = NumberText.count(sorted.reduce(0) { $0 + $1.value }, "file")
        let more = sorted.count > 5 ? ", …" : ""
        return Terminal.sanitized("Not read: \(files) of other types (\(named.joined(separator: ", "))\(more)).")
    }

    /// Files and rows left out, each with why; then how many more there are.
    static func leftOutLines(of report: IndexingReport) -> [String] {
        report.skipped.map { "Left out: \(line(of: $0))" }
            + more(report.moreSkippedFiles + report.moreSkippedRows, "Left out")
    }

    /// Remarks; then how many more there are.
    static func warningLines(of report: IndexingReport) -> [String] {
        report.warnings.map { "Warning: \(line(of: $0))" } + more(report.moreWarnings, "Warning")
    }

    private static func more(_ count: Int, _ what: String) -> [String] {
        count > 0 ? ["\(what): and \(NumberText.grouped(count)) more."] : []
    }

    /// A file with what is wrong with it.
    static func line(of problem: IndexingReport.Problem) -> String {
        // The place is often a part of the reason already.
        let place =
            problem.byteOffset.flatMap { problem.reason.contains("\($0)") ? nil : " (at byte \($0))" } ?? ""
        return "\(problem.path): \(problem.reason)\(place)"
    }
}

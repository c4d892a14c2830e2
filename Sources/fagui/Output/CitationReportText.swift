internal import Fagui

/// The citations of documents as people read them.
enum CitationReportText {
    static func lines(of reports: [CitationReport], showsAll: Bool, _ style: Style) -> [String] {
        var lines: [String] = []
        for report in reports {
            if !lines.isEmpty { lines.append("") }
            let title = report.title.isEmpty ? report.id : report.title
            lines.append(style.render(Terminal.sanitized(title), .title))
            lines.append(
                "\(NumberText.count(report.checks.count, "citation")), \(NumberText.count(report.findings.count, "finding"))"
            )
            if report.uncheckedCount > 0 {
                lines.append(
                    "\(NumberText.count(report.uncheckedCount, "more citation")) not checked: there are too many")
            }
            let shown = showsAll ? report.checks : report.findings
            guard !shown.isEmpty else { continue }
            var table = Table(columns: [.init("line", .right), .init("citation"), .init("verdict"), .init("remark")])
            for check in shown {
                // A citation may go over a line's end.
                let citation = Terminal.sanitized(check.citation)
                table.add(["\(check.line)", citation, check.verdict.rawValue, Terminal.sanitized(check.message)])
            }
            lines += table.lines
        }
        return lines
    }
}

internal import Fagui

/// The wordings of a law as people read them.
enum HistoryText {
    static func lines(of history: LawHistory, _ style: Style) -> [String] {
        var table = Table(columns: [
            .init("wording"), .init("in force from"), .init("state"), .init("articles", .right),
            .init("changed", .right),
            .init("added", .right), .init("removed", .right), .init("renumbered", .right), .init("text"),
        ])
        for entry in history.wordings {
            let wording = entry.wording
            func count(_ kind: LawComparison.Article.Kind) -> String { entry.changes.map { "\($0[kind] ?? 0)" } ?? "" }
            table.add([
                wording.date?.description ?? "-", wording.effective?.description ?? "-", wording.status.rawValue,
                "\(wording.articleCount)", count(.changed), count(.added), count(.removed), count(.renumbered),
                Terminal.sanitized(wording.ids.joined(separator: ", ")),
            ])
        }
        var lines = [style.render(Terminal.sanitized(history.title), .title)] + table.lines
        if !history.missing.isEmpty {
            lines.append("Not in the index: \(history.missing.map(\.description).joined(separator: ", "))")
        }
        return lines
    }
}

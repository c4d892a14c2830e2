internal import Fagui

/// Why a passage matches or not, as people read it.
enum MatchReportText {
    static func lines(of report: MatchReport) -> [String] {
        let name = [report.law.title, report.locator].filter { !$0.isEmpty }.joined(separator: "  ")
        var lines = [Terminal.sanitized(name.isEmpty ? report.id : name), verdict(of: report)]
        if let standing = report.standing { lines += self.lines(of: standing) }
        if !report.terms.isEmpty { lines += [""] + terms(of: report) }
        if !report.passageTerms.isEmpty { lines += [""] + passageTerms(of: report) }
        return lines
    }

    private static func verdict(of report: MatchReport) -> String {
        let total = NumberText.count(report.total, "passage")
        let matching = "\(total) match\(report.total == 1 ? "es" : "")"
        let text =
            switch report.failure {
            case nil:
                "matches: rank \(NumberText.grouped(report.standing?.rank ?? 0)) of \(NumberText.grouped(report.total)), "
                    + "score \(NumberText.fixed(Double(report.standing?.score ?? 0), 3))"
            case .missing(let clause): "does not match: it lacks what is required, \(clause). \(matching)."
            case .excluded(let clause): "does not match: it has what is excluded, \(clause). \(matching)."
            case .nothing: "does not match: it has none of the query's terms. \(matching)."
            }
        return Terminal.sanitized(text)
    }

    private static func lines(of standing: MatchReport.Standing) -> [String] {
        var lines = standing.before.isEmpty ? [] : ["before it:"]
        for other in standing.before { lines.append("  \(line(of: other))") }
        if let shown = standing.shownAs {
            lines.append("shown under the same text, or nearly the same: \(line(of: shown))")
        }
        return lines
    }

    private static func line(of other: MatchReport.Neighbour) -> String {
        Terminal.sanitized(
            "\(NumberText.grouped(other.rank))  \(NumberText.fixed(Double(other.score), 3))  \(other.id)")
    }

    // MARK: Terms

    /// A table with a row for each text that is looked for, over all fields.
    private static func terms(of report: MatchReport) -> [String] {
        var table = Table(
            columns: [.init("term of the query"), .init("part"), .init("weight", .right), .init("idf", .right)]
                + [.init("score", .right), .init("in the passage")])
        var order: [Row.Key] = []
        var rows: [Row.Key: Row] = [:]
        for term in report.terms {
            let key = Row.Key(text: term.text, role: term.role)
            if rows[key] == nil { order.append(key) }
            rows[key, default: Row()].add(term)
        }
        for key in order {
            guard let row = rows[key] else { continue }
            let score = row.score > 0 ? NumberText.fixed(Double(row.score), 3) : ""
            table.add([
                Terminal.sanitized(key.text), key.role.rawValue,
                row.isFilter ? "" : NumberText.fixed(Double(row.weight), 2),
                row.isKnown && !row.isFilter ? NumberText.fixed(Double(row.idf), 2) : "", score, row.places,
            ])
        }
        return table.lines
    }

    /// A text of the query over all fields.
    private struct Row {
        struct Key: Hashable {
            var text: String
            var role: MatchReport.Role
        }

        var weight: Float = 0
        var idf: Float = 0
        var score: Float = 0
        var isKnown = false
        /// Whether it only selects.
        var isFilter = false
        private var found: [(field: String, frequency: Int)] = []

        /// Where the passage has it: `body 2×, title 1×`.
        var places: String {
            if isFilter && !found.isEmpty { return "yes" }
            if found.isEmpty { return isKnown ? "no" : "no, nor has any other" }
            return found.map { "\($0.field) \($0.frequency)×" }.joined(separator: ", ")
        }

        mutating func add(_ term: MatchReport.Term) {
            weight = max(weight, term.weight)
            // The body comes first, and says best how rare a text is.
            if idf == 0 { idf = term.idf }
            score += term.score
            isKnown = isKnown || term.passages > 0
            isFilter = term.field.isEmpty
            // Words and pairs of characters of one text are one place for people.
            let field = term.field.split(separator: ".").first.map { String($0) } ?? term.field
            guard term.frequency > 0, !found.contains(where: { $0.field == field }) else { return }
            found.append((field, term.frequency))
        }
    }

    private static func passageTerms(of report: MatchReport) -> [String] {
        var table = Table(
            columns: [.init("other words of the passage"), .init("times", .right), .init("idf", .right)])
        for term in report.passageTerms {
            table.add([
                Terminal.sanitized(term.text), "\(term.frequency)", NumberText.fixed(Double(term.idf), 2),
            ])
        }
        return table.lines
    }
}

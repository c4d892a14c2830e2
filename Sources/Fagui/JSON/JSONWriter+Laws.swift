// The shapes of wordings and what became of them; docs/json.md describes them and a test compares.
extension JSONWriter {
    package mutating func write(_ history: LawHistory) {
        object { json in
            json.member("title", history.title)
            json.member("wordings", objects: history.wordings) { json, entry in
                json.writeMembers(entry.wording)
                guard let changes = entry.changes else { return }
                json.key("changes")
                json.object { json in
                    for kind in LawComparison.Article.Kind.allCases { json.member(kind.rawValue, changes[kind] ?? 0) }
                }
            }
            if !history.missing.isEmpty { json.member("missing", history.missing.map(\.description)) }
            if !history.notes.isEmpty { json.member("notes", history.notes) }
        }
    }

    package mutating func write(_ comparison: LawComparison) {
        object { json in
            json.key("old")
            json.object { $0.writeMembers(comparison.old) }
            json.key("new")
            json.object { $0.writeMembers(comparison.new) }
            json.key("counts")
            json.object { json in
                for kind in LawComparison.Article.Kind.allCases {
                    json.member(kind.rawValue, comparison.count(of: kind))
                }
            }
            json.member("articles", objects: comparison.articles) { json, article in
                json.member("kind", article.kind.rawValue)
                if let old = article.old { json.side("old", old) }
                if let new = article.new { json.side("new", new) }
                json.member("pieces", objects: article.pieces) { json, piece in
                    json.member("kind", piece.kind.rawValue)
                    json.member("text", piece.text)
                }
            }
            if !comparison.notes.isEmpty { json.member("notes", comparison.notes) }
        }
    }

    package mutating func write(_ references: LawReferences) {
        object { json in
            json.member("passages", objects: references.passages) { $0.writeMembers($1) }
            json.member("cites", objects: references.cites) { $0.writeMembers($1) }
            json.member("cited_by", objects: references.citedBy) { json, passage in
                json.member("id", passage.id)
                json.member("law", passage.law)
                json.member("locator", passage.locator)
                json.member("text", passage.text)
            }
            json.member("cited_by_count", references.citedByCount)
            json.member("hidden", references.hiddenCount)
            if !references.failures.isEmpty {
                json.member("failures", objects: references.failures) { $0.writeMembers($1) }
            }
            if !references.notes.isEmpty { json.member("notes", references.notes) }
        }
    }

    /// The members of a reference from a passage.
    package mutating func writeMembers(_ reference: LawReferences.Outgoing) {
        member("from", reference.from)
        member("text", reference.text)
        member("title", reference.title)
        member("place", reference.place)
        member("ids", reference.ids)
        if let status = reference.status { member("status", status.rawValue) }
        member("state", reference.state.rawValue)
    }

    package mutating func write(
        _ reports: [CitationReport], _ problems: [IndexingReport.Problem] = [], _ moreProblems: Int = 0
    ) {
        object { json in
            json.member("documents", objects: reports) { json, report in
                json.member("id", report.id)
                json.member("title", report.title)
                json.member("findings", report.findings.count)
                if report.uncheckedCount > 0 { json.member("unchecked", report.uncheckedCount) }
                json.member("citations", objects: report.checks) { json, check in
                    json.member("line", check.line)
                    json.member("citation", check.citation)
                    json.member("title", check.title)
                    json.member("place", check.place)
                    json.member("verdict", check.verdict.rawValue)
                    if !check.message.isEmpty { json.member("message", check.message) }
                    if let quotation = check.quotation { json.member("quotation", quotation) }
                    json.member("ids", check.ids)
                }
            }
            if !problems.isEmpty {
                json.member("skipped", objects: problems) { json, problem in
                    json.member("path", problem.path)
                    json.member("reason", problem.reason)
                    json.member("code", problem.code)
                }
            }
            if moreProblems > 0 { json.member("more_skipped", moreProblems) }
        }
    }

    private mutating func side(_ name: String, _ passage: StoredPassage) {
        key(name)
        object { json in
            json.member("id", passage.id)
            json.member("locator", passage.locator)
            json.member("headings", passage.headings)
        }
    }

    mutating func writeMembers(_ wording: LawWording) {
        member("law", wording.law)
        member("ids", wording.ids)
        if let date = wording.date { member("date", date.description) }
        if let effective = wording.effective { member("effective", effective.description) }
        if let repealed = wording.repealed { member("repealed", repealed.description) }
        member("status", wording.status.rawValue)
        member("articles", wording.articleCount)
    }
}

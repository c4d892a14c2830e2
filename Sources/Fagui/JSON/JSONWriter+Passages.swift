// What is told of one passage: what is like it, and why it matches or not.
extension JSONWriter {
    package mutating func write(_ found: LikeResults) {
        object { json in
            json.member("id", found.id)
            json.member("law", found.law)
            json.member("locator", found.locator)
            json.member("terms", objects: found.terms) { json, term in
                json.member("term", term.text)
                json.member("frequency", term.frequency)
                json.member("idf", term.idf)
            }
            json.key("results")
            json.write(found.results)
        }
    }

    package mutating func write(_ report: MatchReport) {
        object { json in
            json.member("query", report.query)
            json.member("id", report.id)
            json.member("law", report.law)
            json.member("locator", report.locator)
            json.member("matches", report.isMatch)
            json.member("total", report.total)
            if let failure = report.failure { json.member("failure", failure) }
            if let standing = report.standing {
                json.member("rank", standing.rank)
                json.member("score", standing.score)
                json.member("before", objects: standing.before) { $0.writeMembers($1) }
                if let shown = standing.shownAs {
                    json.key("shown_as")
                    json.object { $0.writeMembers(shown) }
                }
            }
            json.member("terms", objects: report.terms) { json, term in
                json.member("term", term.text)
                json.member("field", term.field)
                json.member("role", term.role.rawValue)
                json.member("weight", term.weight)
                json.member("idf", term.idf)
                json.member("passages", term.passages)
                json.member("frequency", term.frequency)
                json.member("score", term.score)
            }
            json.member("passage_terms", objects: report.passageTerms) { json, term in
                json.member("term", term.text)
                json.member("frequency", term.frequency)
                json.member("idf", term.idf)
            }
            if !report.notes.isEmpty { json.member("notes", report.notes) }
            json.member("snapshot", report.snapshot)
        }
    }

    private mutating func member(_ name: String, _ failure: MatchReport.Failure) {
        key(name)
        object { json in
            switch failure {
            case .missing(let clause):
                json.member("reason", "missing")
                json.member("clause", clause)
            case .excluded(let clause):
                json.member("reason", "excluded")
                json.member("clause", clause)
            case .nothing: json.member("reason", "nothing")
            }
        }
    }

    private mutating func writeMembers(_ other: MatchReport.Neighbour) {
        member("rank", other.rank)
        member("score", other.score)
        member("id", other.id)
    }
}

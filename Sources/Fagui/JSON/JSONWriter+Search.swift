// The shapes of searches; docs/json.md describes them and a test compares.
extension JSONWriter {
    package mutating func write(_ results: SearchResults, queryID: String? = nil) {
        object { json in
            if let queryID { json.member("qid", queryID) }
            json.member("query", results.query)
            json.key("total")
            json.object { json in
                json.member("value", results.total.value)
                json.member("relation", results.total.relation.rawValue)
            }
            json.key("hits")
            json.array(results.hits) { $0.write($1) }
            json.member("snapshot", results.snapshot)
            json.member("took_us", results.tookMicroseconds)
            if !results.notes.isEmpty { json.member("notes", results.notes) }
            if !results.expansions.isEmpty {
                json.member("expansions", objects: results.expansions) { json, expansion in
                    json.member("typed", expansion.typed)
                    json.member("targets", expansion.targets)
                    json.member("source", expansion.source)
                    json.member("weight", expansion.weight)
                }
            }
            if !results.corrections.isEmpty { json.member("did_you_mean", results.corrections) }
            if !results.facets.isEmpty {
                json.member("facets", objects: results.facets) { json, facet in
                    json.member("column", facet.column.rawValue)
                    json.member("values", objects: facet.values) { json, value in
                        json.member("value", value.text)
                        json.member("count", value.count)
                    }
                    json.member("value_count", facet.valueCount)
                    json.member("missing", facet.missing)
                }
            }
            if !results.citations.isEmpty { json.member("citations", results.citations) }
            if !results.hidden.isEmpty {
                json.member("hidden", objects: results.hidden) { json, hidden in
                    json.member("status", hidden.status.rawValue)
                    json.member("count", hidden.count)
                }
            }
            if results.isPartial { json.member("partial", true) }
            if let next = results.next { json.member("next", next) }
        }
    }

    package mutating func write(_ hit: Hit, queryID: String? = nil) {
        object { json in
            if let queryID { json.member("qid", queryID) }
            json.member("rank", hit.rank)
            json.member("score", hit.score)
            json.member("id", hit.id)
            json.member("law", hit.law)
            json.member("locator", hit.locator)
            json.member("headings", hit.headings)
            json.key("snippet")
            json.object { json in
                json.member("text", hit.snippet.text)
                json.key("highlights")
                json.array(hit.snippet.highlights) { $0.value($1) }
                if hit.snippet.isCutBefore { json.member("cut_before", true) }
                if hit.snippet.isCutAfter { json.member("cut_after", true) }
            }
            json.member("duplicates", hit.duplicates)
            if !hit.nearDuplicates.isEmpty {
                json.member("near_duplicates", objects: hit.nearDuplicates) { json, copy in
                    json.member("id", copy.id)
                    json.member("similarity", copy.similarity)
                }
            }
            if let references = hit.references, !references.isEmpty {
                json.member("cites", objects: references) { $0.writeMembers($1) }
            }
            if let others = hit.othersInLaw { json.member("others_in_law", others) }
            if let explanation = hit.explanation {
                json.key("explanation")
                json.write(explanation)
            }
        }
    }

    package mutating func member(_ name: String, _ law: LawReference) {
        key(name)
        object { json in
            json.member("id", law.id)
            json.member("title", law.title)
            json.member("path", law.path)
            if let status = law.status { json.member("status", status.rawValue) }
            if let note = law.wordingNote { json.member("wording_note", note) }
            let metadata = law.metadata.mergingRepeatedKeys()
            if !metadata.isEmpty {
                json.key("metadata")
                json.object { json in
                    for entry in metadata { json.member(entry.key, entry.value) }
                }
                let others = metadata.filter { $0.origin != .stated }
                if !others.isEmpty {
                    json.key("origins")
                    json.object { json in
                        for entry in others { json.member(entry.key, entry.origin.rawValue) }
                    }
                }
            }
        }
    }

    private mutating func write(_ explanation: ScoreExplanation) {
        object { json in
            json.member("value", explanation.value)
            json.member("label", explanation.label)
            if explanation.operation != .value { json.member("operation", explanation.operation.rawValue) }
            json.key("parts")
            json.array(explanation.parts) { $0.write($1) }
        }
    }

    package mutating func write(_ shown: ShownPassages) {
        object { json in
            json.member("passages", objects: shown.passages) { $0.writeMembers($1) }
            if !shown.missing.isEmpty { json.member("not_found", shown.missing) }
            if !shown.failures.isEmpty { json.member("failures", objects: shown.failures) { $0.writeMembers($1) } }
            if !shown.notes.isEmpty { json.member("notes", shown.notes) }
        }
    }

    /// The members of a passage.
    package mutating func writeMembers(_ passage: StoredPassage) {
        member("id", passage.id)
        member("law", passage.law)
        member("locator", passage.locator)
        member("headings", passage.headings)
        member("text", passage.text)
        if let status = passage.law.status { member("status", status.rawValue) }
    }

    package mutating func writeMembers(_ cited: CitedPassages) {
        member("citation", cited.citation)
        guard let failure = cited.failure else { return }
        member("reason", failure.reason.rawValue)
        member("message", failure.message)
        member("candidates", objects: failure.candidates) { json, law in
            json.member("id", law.id)
            json.member("title", law.title)
            if let status = law.status { json.member("status", status.rawValue) }
        }
    }
}

extension [MetadataEntry] {
    /// The entries with the values of a key that stands several times joined, since an object has each name once; the
    /// origin is that of the first, which is preferred.
    package func mergingRepeatedKeys() -> [MetadataEntry] {
        var merged: [MetadataEntry] = []
        for entry in self {
            if let index = merged.firstIndex(where: { $0.key == entry.key }) {
                merged[index].value += "; \(entry.value)"
            } else {
                merged.append(entry)
            }
        }
        return merged
    }
}

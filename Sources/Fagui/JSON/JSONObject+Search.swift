// What `JSONWriter.write(_: SearchResults)` has written, read again.
extension JSONObject {
    /// The results that the object stands for.
    ///
    /// - Throws: ``JSONFields/Malformed``, which names the member that is missing or wrong.
    package func searchResults() throws(JSONFields.Malformed) -> SearchResults {
        let total = try object("total")
        var results = SearchResults(
            query: try text("query"),
            total: TotalHits(value: try total.number("value"), relation: try total.word("relation")),
            hits: try objects("hits") { hit throws(JSONFields.Malformed) in try hit.hit() },
            notes: try texts("notes"), snapshot: try number("snapshot", as: UInt64.self),
            tookMicroseconds: try number("took_us"))
        results.expansions = try objects("expansions") { expansion throws(JSONFields.Malformed) in
            SearchResults.Expansion(
                typed: try expansion.text("typed"), targets: try expansion.texts("targets"),
                source: try expansion.text("source"), weight: try expansion.number("weight", as: Float.self))
        }
        results.corrections = try texts("did_you_mean")
        results.citations = try texts("citations")
        results.isPartial = try flag("partial")
        results.next = try optionalText("next")
        results.hidden = try objects("hidden") { hidden throws(JSONFields.Malformed) in
            SearchResults.HiddenMatches(status: try hidden.word("status"), count: try hidden.number("count"))
        }
        results.facets = try objects("facets") { facet throws(JSONFields.Malformed) in
            SearchFacet(
                column: try facet.word("column"),
                values: try facet.objects("values") { value throws(JSONFields.Malformed) in
                    SearchFacet.Value(text: try value.text("value"), count: try value.number("count"))
                }, valueCount: try facet.number("value_count"), missing: try facet.number("missing"))
        }
        return results
    }

    private func hit() throws(JSONFields.Malformed) -> Hit {
        let snippet = try object("snippet")
        var hit = Hit(
            rank: try number("rank"), score: try number("score", as: Float.self), id: try text("id"),
            law: try object("law").lawReference(), locator: try text("locator"), headings: try texts("headings"),
            snippet: Snippet(
                text: try snippet.text("text"), highlights: try snippet.ranges("highlights"),
                isCutBefore: try snippet.flag("cut_before"), isCutAfter: try snippet.flag("cut_after")),
            duplicates: try texts("duplicates"))
        hit.nearDuplicates = try objects("near_duplicates") { copy throws(JSONFields.Malformed) in
            Hit.NearDuplicate(id: try copy.text("id"), similarity: try copy.number("similarity", as: Float.self))
        }
        if self["cites"] != nil {
            hit.references = try objects("cites") { cited throws(JSONFields.Malformed) in
                LawReferences.Outgoing(
                    from: try cited.text("from"), text: try cited.text("text"), title: try cited.text("title"),
                    place: try cited.text("place"), ids: try cited.texts("ids"),
                    status: try cited.optionalWord("status"), state: try cited.word("state"))
            }
        }
        hit.othersInLaw = try optionalNumber("others_in_law")
        hit.explanation = try optionalObject("explanation")?.scoreExplanation()
        return hit
    }

    private func lawReference() throws(JSONFields.Malformed) -> LawReference {
        LawReference(
            id: try text("id"), title: try text("title"), path: try text("path"), metadata: try metadata(),
            status: try optionalWord("status"), wordingNote: try optionalText("wording_note"))
    }

    /// Values that were joined, since their key stood several times, come apart again; the origin is that of the first.
    private func metadata() throws(JSONFields.Malformed) -> [MetadataEntry] {
        let origins = Dictionary(try namedTexts("origins").map { ($0.name, $0.text) }) { first, _ in first }
        var entries: [MetadataEntry] = []
        for (name, joined) in try namedTexts("metadata") {
            var origin = origins[name].flatMap(MetadataEntry.Origin.init) ?? .stated
            for value in joined.split(separator: "; ", omittingEmptySubsequences: false) {
                entries.append(MetadataEntry(key: name, value: String(value), origin: origin))
                origin = .stated
            }
        }
        return entries
    }

    private func scoreExplanation() throws(JSONFields.Malformed) -> ScoreExplanation {
        ScoreExplanation(
            // Null stands for what is no number.
            value: try optionalNumber("value", as: Float.self) ?? .nan, label: try text("label"),
            operation: try optionalWord("operation") ?? .value,
            parts: try objects("parts") { part throws(JSONFields.Malformed) in try part.scoreExplanation() })
    }

    /// Ranges, each as its two ends.
    private func ranges(_ name: String) throws(JSONFields.Malformed) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for item in try list(name) {
            guard case .list(let ends) = item, ends.count == 2, case .number(let first) = ends[0],
                case .number(let last) = ends[1], let first = Int(first), let last = Int(last), first <= last
            else { throw JSONFields.Malformed(reason: "\(name) has what is no range", byteOffset: 0) }
            ranges.append(first..<last)
        }
        return ranges
    }
}

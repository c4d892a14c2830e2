internal import Fagui

extension HitText {
    /// Writes the hits, the facets, and what the next page is asked with.
    func write(_ results: SearchResults, to output: Output) {
        for hit in results.hits {
            output.write("\n")
            for line in lines(of: hit) { output.write(line: line) }
        }
        for facet in results.facets {
            output.write("\n")
            for line in FacetText.lines(of: facet) { output.write(line: line) }
        }
        if let next = results.next {
            output.write("\n")
            output.write(line: style.render("next page: --after \(next)", .faint))
        }
    }

    /// What people should know of results beside them.
    func notes(on results: SearchResults) -> [String] {
        let isCut = results.isPartial && !results.hits.isEmpty
        let isCited = !results.citations.isEmpty
        return results.notes
            + (isCited ? ["The query is a citation; in double quotes it is searched for as text."] : [])
            + (ValidityText.note(on: results.hidden).map { [$0] } ?? [])
            + (isCut ? ["The time was up before all was looked at; better passages may be missing."] : [])
    }
}

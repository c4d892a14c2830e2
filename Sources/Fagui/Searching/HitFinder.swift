internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

/// One search from question to hits: the passages of a page with their snippets, and what is counted beside them.
struct HitFinder {
    let view: ReadingState.View
    /// The whole commit, of which ``view`` may leave out texts.
    let commit: ReadingState.View
    let question: SearchQuestion
    let options: SearchOptions
    /// The end of the page before.
    let cursor: ResultCursor?
    let stop: SearchStop
    private let searcher: Searcher
    private let passages: PassageReader

    init(
        view: ReadingState.View, of commit: ReadingState.View, question: SearchQuestion, options: SearchOptions,
        cursor: ResultCursor?,
        stop: SearchStop
    ) throws {
        self.view = view
        self.commit = commit
        self.question = question
        self.options = options
        self.cursor = cursor
        self.stop = stop
        searcher = view.searcher.with(options.settings)
        passages = try PassageReader(view.snapshot, laws: LawDescriber(view, options.validity))
    }

    /// Hits that are finished though the time is up.
    static let hitsAtLeast = 10

    /// Characters of a snippet: more than a text has, and few enough to be multiplied.
    private static let longestSnippet = Int(Int32.max)

    func results() throws -> SearchResults {
        let finder = try PageFinder(
            view: view, question: question, options: options, order: try options.sort.order(),
            after: cursor?.position, stop: stop)
        let page = try finder.page()
        var results = SearchResults(
            query: question.text,
            total: TotalHits(value: page.top.total, relation: page.top.isTotalExact ? .equal : .atLeast), hits: [],
            notes: page.top.notes, expansions: page.top.expansions.map { SearchResults.Expansion($0) },
            snapshot: view.snapshot.generation, tookMicroseconds: 0)
        results.isPartial = page.top.isPartial
        try addHits(of: page, finder, to: &results)
        try addFacets(to: &results)
        try addHidden(to: &results)
        if page.hasMore, !results.isPartial, let last = page.shown.last, let rank = results.hits.last?.rank {
            results.next = cursor(at: last.position, rank: rank).encoded
        }
        return results
    }

    private func addHits(of page: PageFinder.Page, _ finder: PageFinder, to results: inout SearchResults) throws {
        let same = options.collapsesDuplicates ? try finder.sameTexts(page.shown) : [:]
        let explanations =
            options.explains ? try searcher.explain(question.prepared, page.shown.map(\.doc.address)) : []
        // All wordings: an article in force may cite a law that is not.
        let references = options.findsReferences ? try ReferenceFinder(commit, options.validity) : nil
        // Where the sum is too large for a number nothing is shown.
        let passedOver = Int(cursor?.rank ?? 0) &+ options.offset
        for (index, candidate) in page.shown.enumerated() {
            if stop.isCancelled() { throw SearchError.cancelled }
            if index >= Self.hitsAtLeast && stop.isExpired() {
                results.isPartial = true
                break
            }
            var hit = try hit(candidate.doc, rank: passedOver + index + 1)
            hit.duplicates = try (same[candidate.doc.address] ?? []).map { try passages.read($0).id }
            hit.nearDuplicates = try finder.nearCopies(of: candidate).map {
                Hit.NearDuplicate(id: try passages.read($0.address).id, similarity: $0.share)
            }
            if options.explains { hit.explanation = explanations[index].map { ScoreExplanation($0) } }
            hit.references = try references?.outgoing(from: candidate.doc.address)
            if options.collapsesLaws { hit.othersInLaw = try finder.othersInLaw(of: candidate) }
            results.hits.append(hit)
        }
    }

    private func addFacets(to results: inout SearchResults) throws {
        guard !options.facets.isEmpty else { return }
        let columns = options.facets.map(\.column)
        let (facets, isPartial) = try searcher.facets(
            question.prepared, columns: columns, limit: options.facetLimit, isCancelled: stop.isCancelled,
            isExpired: stop.isExpired)
        results.facets = zip(options.facets, facets).map { SearchFacet($0, $1) }
        results.isPartial = results.isPartial || isPartial
    }

    /// Counts what matches in texts that are passed over.
    private func addHidden(to results: inout SearchResults) throws {
        guard options.exactTotal, !results.isPartial else { return }
        for part in view.hidden {
            let top = try searcher.over(part.snapshot).ranked(
                question.prepared, limit: 0, exactTotal: true, isCancelled: stop.isCancelled,
                isExpired: stop.isExpired)
            if top.total > 0 { results.hidden.append(.init(status: part.status, count: top.total)) }
        }
    }

    private func cursor(at position: RankPosition, rank: Int) -> ResultCursor {
        ResultCursor(
            generation: commit.snapshot.generation, snapshotMark: commit.snapshot.mark,
            question: options.hash(of: question.identity), rank: UInt32(truncatingIfNeeded: rank), position: position)
    }

    private func hit(_ doc: TopDocs.ScoredDoc, rank: Int) throws -> Hit {
        let passage = try passages.read(doc.address)
        return Hit(
            rank: rank, score: doc.score, id: passage.id, law: passage.law, locator: passage.record.locator,
            headings: passage.headings, snippet: try snippet(passage, at: doc.address), duplicates: [])
    }

    private func snippet(_ passage: PassageReader.Passage, at address: DocAddress) throws -> Snippet {
        guard options.makesSnippets else {
            return Snippet(text: "", highlights: [], isCutBefore: false, isCutAfter: false)
        }
        let analysis = view.snapshot.segments[address.segment].analysis
        let text = passage.record.text
        let matches = try searcher.matches(of: question.marked, in: text, analysis: analysis)
        let length = min(options.snippetLength, Self.longestSnippet)
        return Snippet(of: text, SnippetCutter.cut(text, matches: matches, length: length))
    }
}

extension SearchFacet {
    init(_ column: FacetColumn, _ facet: Facet) {
        self.init(
            column: column,
            values: facet.values.map { Value(text: String(decoding: $0.bytes, as: UTF8.self), count: $0.count) },
            valueCount: facet.valueCount, missing: facet.missing)
    }
}

extension ScoreExplanation {
    fileprivate init(_ explanation: Explanation) {
        self.init(
            value: explanation.value, label: explanation.label,
            operation: Operation(rawValue: explanation.operation.rawValue) ?? .value,
            parts: explanation.parts.map { ScoreExplanation($0) })
    }
}

extension Snippet {
    fileprivate init(of text: [UInt8], _ cut: SnippetCutter.Cut) {
        let slice = text[cut.range]
        let scalars = ScalarIndex(slice)
        let start = cut.range.lowerBound
        self.init(
            text: String(decoding: slice, as: UTF8.self),
            highlights: cut.matches.map {
                scalars.number(at: $0.lowerBound - start)..<scalars.number(at: $0.upperBound - start)
            }, isCutBefore: cut.range.lowerBound > 0, isCutAfter: cut.range.upperBound < text.count)
    }
}

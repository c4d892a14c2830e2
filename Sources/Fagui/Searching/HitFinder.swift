internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

/// One search from query to hits: the best passages, equal texts shown once, with their snippets.
struct HitFinder {
    let view: ReadingState.View
    let query: ParsedQuery
    let options: SearchOptions
    let isCancelled: @Sendable () -> Bool
    private let searcher: Searcher
    private let passages: PassageReader
    private let comparer: TextComparer

    init(
        view: ReadingState.View, query: ParsedQuery, options: SearchOptions,
        isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.view = view
        self.query = query
        self.options = options
        self.isCancelled = isCancelled
        searcher = view.searcher.with(options.settings)
        passages = PassageReader(view.snapshot)
        comparer = TextComparer(view)
    }

    /// A passage that will be shown, with the number of its folded text.
    private struct Candidate {
        var doc: TopDocs.ScoredDoc
        var fingerprint: UInt32
    }

    func results() throws -> SearchResults {
        let (wanted, overflow) = options.offset.addingReportingOverflow(options.limit)
        let (top, candidates) = try distinct(wanted: overflow ? Int.max : wanted)
        let shown = Array(candidates.dropFirst(options.offset).prefix(options.limit))
        let duplicates = options.collapsesDuplicates ? try duplicates(of: shown) : [:]
        let explanations = options.explains ? try searcher.explain(query, shown.map(\.doc.address)) : []
        var hits: [Hit] = []
        hits.reserveCapacity(shown.count)
        for (index, candidate) in shown.enumerated() {
            if isCancelled() { throw SearchError.cancelled }
            hits.append(
                try hit(
                    candidate.doc, rank: options.offset + index + 1,
                    duplicates: duplicates[candidate.doc.address] ?? [],
                    explanation: options.explains ? explanations[index] : nil))
        }
        return SearchResults(
            query: query.source,
            total: TotalHits(value: top.total, relation: top.isTotalExact ? .equal : .atLeast), hits: hits,
            notes: top.notes, expansions: top.expansions.map { SearchResults.Expansion($0) },
            snapshot: view.snapshot.generation, tookMicroseconds: 0)
    }

    /// The best documents, each text once: asks for more until enough differ.
    private func distinct(wanted: Int) throws -> (top: TopDocs, candidates: [Candidate]) {
        var limit = wanted
        var first: TopDocs?
        while true {
            // Counting all that match takes longer than finding the best: once is enough.
            let found = try searcher.search(
                query, limit: limit, exactTotal: options.exactTotal && first == nil, isCancelled: isCancelled)
            let top = first ?? found
            first = top
            let candidates = try options.collapsesDuplicates ? collapse(found.docs) : all(found.docs)
            if candidates.count >= wanted || found.docs.count < limit { return (top, candidates) }
            limit = limit > Int.max / 4 ? Int.max : max(limit * 2, limit + 16)
        }
    }

    private func all(_ docs: [TopDocs.ScoredDoc]) throws -> [Candidate] {
        try docs.map { Candidate(doc: $0, fingerprint: try comparer.fingerprint($0.address)) }
    }

    private func collapse(_ docs: [TopDocs.ScoredDoc]) throws -> [Candidate] {
        var kept: [Candidate] = []
        var seen: [UInt32: [DocAddress]] = [:]
        for doc in docs {
            let fingerprint = try comparer.fingerprint(doc.address)
            let earlier = seen[fingerprint] ?? []
            if try earlier.contains(where: { try comparer.sayTheSame($0, doc.address) }) { continue }
            seen[fingerprint, default: []].append(doc.address)
            kept.append(Candidate(doc: doc, fingerprint: fingerprint))
        }
        return kept
    }

    /// The ids of other passages with the same text, wherever they stand, whether they match or not.
    private func duplicates(of shown: [Candidate]) throws -> [DocAddress: [String]] {
        var filter = FingerprintFilter()
        var owners: [UInt32: [DocAddress]] = [:]
        for candidate in shown {
            filter.insert(candidate.fingerprint)
            owners[candidate.fingerprint, default: []].append(candidate.doc.address)
        }
        var found: [DocAddress: [String]] = [:]
        for (number, segment) in view.snapshot.segments.enumerated() {
            let values = try segment.uint32Values(LibrarySchema.fingerprintColumn)
            try filter.forEachMatch(in: values) { doc, fingerprint in
                guard let candidates = owners[fingerprint],
                    segment.liveDocuments(inBlock: doc >> 6) >> UInt64(doc & 63) & 1 != 0
                else { return }
                let address = DocAddress(segment: number, doc: DocID(doc))
                for candidate in candidates where candidate != address {
                    if try comparer.sayTheSame(candidate, address) {
                        found[candidate, default: []].append(try passages.read(address).id)
                    }
                }
            }
        }
        return found
    }

    private func hit(
        _ doc: TopDocs.ScoredDoc, rank: Int, duplicates: [String], explanation: Explanation?
    ) throws -> Hit {
        let passage = try passages.read(doc.address)
        return Hit(
            rank: rank, score: doc.score, id: passage.id, law: passage.law, locator: passage.record.locator,
            headings: passage.headings, snippet: try snippet(passage, at: doc.address), duplicates: duplicates,
            explanation: explanation.map { ScoreExplanation($0) })
    }

    private func snippet(_ passage: PassageReader.Passage, at address: DocAddress) throws -> Snippet {
        guard options.makesSnippets else {
            return Snippet(text: "", highlights: [], isCutBefore: false, isCutAfter: false)
        }
        let analysis = view.snapshot.segments[address.segment].analysis
        let matches = try searcher.matches(of: query, in: passage.record.text, analysis: analysis)
        let text = passage.record.text
        return Snippet(
            of: text, SnippetCutter.cut(text, matches: matches, length: options.snippetLength))
    }
}

extension ScoreExplanation {
    fileprivate init(_ explanation: Explanation) {
        self.init(
            value: explanation.value, label: explanation.label, parts: explanation.parts.map { ScoreExplanation($0) })
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

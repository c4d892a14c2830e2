internal import FaguiIndex
internal import FaguiSearch

extension Library {
    /// Passages before a match that are named, and words of the passage.
    private static let neighbourCount = 3
    private static let passageTermCount = 10

    /// Tells whether and why a passage matches a query: its terms on both sides, the first clause that fails, or where it
    /// stands.
    ///
    /// All that matches is scored, which may take as long as a hundred searches.
    /// - Parameters:
    ///   - query: As it was typed.
    ///   - id: The id of one passage.
    ///   - options: As for the search; of them counts how the query is read.
    /// - Returns: The report.
    /// - Throws: ``LibraryError``: `notFound` where nothing has the id, `invalidArgument` where it names several passages.
    public func whyNot(_ query: String, _ id: String, options: SearchOptions = .init()) async throws -> MatchReport {
        let commit = reading.current
        return try wrapping {
            let parsed = try options.parse(query)
            let asked = try commit.of(options.validity(for: parsed))
            // All wordings where the search leaves this one out: why it is not shown is what is asked.
            let view = try PassageFinder(asked.snapshot).addresses(withID: id).isEmpty ? commit.of(.all) : asked
            let address = try PassageFinder(view.snapshot).address(ofPassage: id)
            let passages = try PassageReader(view.snapshot, laws: LawDescriber(view, options.validity))
            let passage = try passages.read(address)
            let searcher = view.searcher.with(options.settings)
            let prepared = try searcher.prepared(parsed, isCancelled: { Task.isCancelled })
            let diagnosis = try searcher.diagnose(prepared, address)
            let total = try searcher.ranked(
                prepared, limit: 0, exactTotal: true, isCancelled: { Task.isCancelled }
            ).total
            var standing: MatchReport.Standing?
            if diagnosis.failure == nil {
                standing = try Self.standing(of: address, prepared, view, searcher, passages)
                if let shown = try nearCopyShown(for: address, parsed, asked, options), shown.address != address {
                    let place = try searcher.standing(
                        of: shown.address, in: prepared, neighbours: 0, isCancelled: { Task.isCancelled })
                    standing?.shownAs = MatchReport.Neighbour(
                        rank: place?.rank ?? 0, score: shown.score, id: try passages.read(shown.address).id)
                }
            }
            let words = Set(diagnosis.terms.map(\.text))
            let own = try searcher.characteristicTerms(
                of: passage.record.text, analysis: view.snapshot.segments[address.segment].analysis,
                limit: Self.passageTermCount + words.count)
            var notes = prepared.notes
            if let note = Self.validityNote(passage.law, options.validity) { notes.append(note) }
            return MatchReport(
                query: query, id: passage.id, law: passage.law, locator: passage.record.locator,
                failure: diagnosis.failure.map { MatchReport.Failure($0) }, standing: standing, total: total,
                terms: diagnosis.terms.map { MatchReport.Term($0) },
                passageTerms: own.filter { !words.contains($0.text) }.prefix(Self.passageTermCount).map {
                    MatchReport.PassageTerm(text: $0.text, frequency: $0.frequency, idf: $0.idf)
                }, notes: notes, snapshot: view.snapshot.generation)
        }
    }

    /// The passage of near copies under which a search shows one; nil where it has none, or is left out.
    private func nearCopyShown(
        for address: DocAddress, _ parsed: ParsedQuery, _ view: ReadingState.View, _ options: SearchOptions
    ) throws -> TopDocs.ScoredDoc? {
        let stop = SearchStop(isCancelled: { Task.isCancelled }, isExpired: { false })
        let question = try SearchQuestion(
            parsed, view.searcher.with(options.settings), isCancelled: stop.isCancelled)
        let finder = try PageFinder(
            view: view, question: question, options: options, order: nil, after: nil, stop: stop)
        return try finder.passageShown(for: address)
    }

    /// That a search leaves the passage out though it matches.
    private static func validityNote(_ law: LawReference, _ validity: Validity) -> String? {
        guard validity != .all, let status = law.status, status != .inForce, law.wordingNote == nil else { return nil }
        return
            "Its text is \(status.rawValue) as of \(validity.day): a search leaves it out unless all versions are asked."
    }

    private static func standing(
        of address: DocAddress, _ query: PreparedQuery, _ view: ReadingState.View, _ searcher: Searcher,
        _ passages: PassageReader
    ) throws -> MatchReport.Standing? {
        let found = try searcher.standing(
            of: address, in: query, neighbours: neighbourCount, isCancelled: { Task.isCancelled })
        guard let found else { return nil }
        let first = found.rank - found.before.count
        return MatchReport.Standing(
            rank: found.rank, score: found.score,
            before: try found.before.enumerated().map { place, doc in
                MatchReport.Neighbour(
                    rank: first + place, score: doc.score, id: try passages.read(doc.address).id)
            },
            shownAs: try shown(as: address, score: found.score, query, view, searcher, passages))
    }

    /// The best passage with the same text, where it stands before this one.
    private static func shown(
        as address: DocAddress, score: Float, _ query: PreparedQuery, _ view: ReadingState.View, _ searcher: Searcher,
        _ passages: PassageReader
    ) throws -> MatchReport.Neighbour? {
        let same = try TextComparer(view).addresses(withTextOf: address)
        let scores = SnapshotScores(searcher, query)
        let ranks = RankOrder(view.snapshot, nil)
        var best = RankPosition(score: score, address: address)
        for other in same {
            guard let score = try scores.score(of: other) else { continue }
            let position = RankPosition(score: score, address: other)
            if try ranks.precedes(position, best) { best = position }
        }
        guard best.address != address else { return nil }
        let standing = try searcher.standing(
            of: best.address, in: query, neighbours: 0, isCancelled: { Task.isCancelled })
        return MatchReport.Neighbour(
            rank: standing?.rank ?? 0, score: best.score, id: try passages.read(best.address).id)
    }
}

extension MatchReport.Failure {
    fileprivate init(_ failure: MatchDiagnosis.Failure) {
        switch failure {
        case .missing(let clause): self = .missing(clause)
        case .excluded(let clause): self = .excluded(clause)
        case .nothing: self = .nothing
        }
    }
}

extension MatchReport.Term {
    fileprivate init(_ term: MatchDiagnosis.Term) {
        self.init(
            text: term.text, field: term.field, role: MatchReport.Role(rawValue: term.role.rawValue) ?? .optional,
            weight: term.weight, idf: term.idf, passages: term.documentFrequency, frequency: term.frequency,
            score: term.score)
    }
}

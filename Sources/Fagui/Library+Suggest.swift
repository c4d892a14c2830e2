internal import FaguiSearch
internal import FaguiText

extension Library {
    /// Texts that complete what somebody types: titles and headings of the index, terms of the legal lexicon.
    ///
    /// Characters may be typed as they are, by their pinyin without tones (`chanpinzhil`), by their initials (`cpzl`),
    /// or mixed (`产品zhil`).
    /// - Parameters:
    ///   - typed: What was typed so far.
    ///   - limit: Texts wanted, from 0.
    /// - Returns: The likeliest first: what begins with it before what holds it.
    /// - Throws: ``LibraryError``.
    public func suggest(_ typed: String, limit: Int = 10) async throws -> [Suggestion] {
        guard limit >= 0 else {
            throw LibraryError(.invalidArgument, "The limit must not be negative.", advice: "Give 0 or more.")
        }
        let view = reading.current
        return try wrapping {
            try view.suggestions.withSuggester { suggester in
                suggester.completions(of: typed, limit: limit).map { Suggestion($0) }
            }
        }
    }

    /// What a query that finds nothing may have meant: queries that differ from it by a part that sounds the same, or by
    /// one character, and find something; the likeliest first, at most `limit`.
    ///
    /// - Throws: ``LibraryError``.
    package func corrections(of query: String, limit: Int = 3) throws -> [String] {
        let view = reading.current
        return try wrapping {
            let candidates = try view.suggestions.withSuggester { $0.corrections(of: query, limit: limit * 4) }
            var found: [String] = []
            for candidate in candidates where found.count < limit {
                if try view.searcher.count(ParsedQuery(candidate), isCancelled: { false }) > 0 {
                    found.append(candidate)
                }
            }
            return found
        }
    }
}

extension Suggestion {
    fileprivate init(_ entry: Phrasebook.Entry) {
        let kind: Kind =
            switch entry.kind {
            case .title: .title
            case .term: .term
            case .heading: .heading
            }
        self.init(text: entry.text, kind: kind, count: entry.count)
    }
}

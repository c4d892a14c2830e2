internal import FaguiIndex
internal import FaguiSearch

/// What is like a passage.
public struct LikeResults: Sendable, Equatable {
    /// A word that tells the passage from others.
    public struct Term: Sendable, Equatable {
        /// The word.
        public var text: String
        /// How often the passage has it.
        public var frequency: Int
        /// How rare it is: its inverse document frequency.
        public var idf: Float
    }

    /// The id of the passage.
    public var id: String
    /// The text that it belongs to.
    public var law: LawReference
    /// Its part below the title.
    public var locator: String
    /// The words that were asked for, the most telling first.
    public var terms: [Term]
    /// What was found; its query are the words.
    public var results: SearchResults
}

extension Library {
    /// Words that are asked for at most.
    private static let likeTermLimit = 25

    /// Finds passages that are like one of the index: those with the words that tell it from others, by frequency × idf.
    ///
    /// The passage itself is left out, and so is what says the same elsewhere.
    /// - Parameters:
    ///   - id: The id of one passage.
    ///   - options: As for a search; of them the expansion has no part in this.
    ///   - excludingLaw: Whether other passages of the same law are left out as well.
    /// - Returns: The passages most alike first.
    /// - Throws: ``LibraryError``: `notFound` where nothing has the id, `invalidArgument` where it names several passages.
    public func like(
        _ id: String, options: SearchOptions = .init(), excludingLaw: Bool = false
    ) async throws -> LikeResults {
        try await Cancellation.watching { isCancelled in
            try likeResults(of: id, options: options, excludingLaw: excludingLaw, isCancelled: isCancelled)
        }
    }

    /// The same on the caller's thread.
    package func likeResults(
        of id: String, options: SearchOptions, excludingLaw: Bool,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> LikeResults {
        var found: (passage: PassageReader.Passage, terms: [CharacteristicTerm])?
        let results = try answer(options, isCancelled: isCancelled) { view, stop in
            // The passage may be of a wording that the search leaves out.
            let all = try view.of(.all).snapshot
            let address = try PassageFinder(all).address(ofPassage: id)
            let passage = try PassageReader(all).read(address)
            let (terms, query) = try view.searcher.likeness(
                of: passage.record.text, analysis: all.segments[address.segment].analysis,
                limit: Self.likeTermLimit, isCancelled: stop.isDue)
            found = (passage, terms)
            return SearchQuestion(
                like: address, passage, terms: terms, prepared: query, isWholeTextExcluded: excludingLaw)
        }
        guard let found else {
            throw LibraryError(
                .invalidArgument, "The time was up before the passage was read.", advice: "Allow more time.")
        }
        return LikeResults(
            id: found.passage.id, law: found.passage.law, locator: found.passage.record.locator,
            terms: found.terms.map { LikeResults.Term(text: $0.text, frequency: $0.frequency, idf: $0.idf) },
            results: results)
    }
}

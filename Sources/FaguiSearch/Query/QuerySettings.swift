package import FaguiText

/// How queries are read, whatever they say.
package struct QuerySettings: Sendable, Equatable {
    /// Threads that search the segments at once; 0 = one a core.
    package var threads = 1

    /// What takes part.
    package var parts: QueryParts
    /// What is asked beside what was typed.
    package var vocabulary: QueryVocabulary

    /// All parts; without a vocabulary only what was typed is asked.
    package init(parts: QueryParts = .all, vocabulary: QueryVocabulary = .none) {
        self.parts = parts
        self.vocabulary = vocabulary
    }

    /// The vocabulary as far as it takes part.
    var expanding: QueryVocabulary {
        QueryVocabulary(
            synonyms: parts.contains(.synonyms) ? vocabulary.synonyms : nil,
            thesaurus: parts.contains(.thesaurus) ? vocabulary.thesaurus : nil)
    }
}

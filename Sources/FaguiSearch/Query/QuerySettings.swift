package import FaguiText

/// How queries are read, whatever they say.
package struct QuerySettings: Sendable, Equatable {
    /// What takes part.
    package var parts: QueryParts
    /// What is asked beside what was typed.
    package var vocabulary: QueryVocabulary

    /// The usual settings, each open to change.
    package init(parts: QueryParts = .all, vocabulary: QueryVocabulary = .shipped) {
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

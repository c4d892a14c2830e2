internal import FaguiText

/// The terms that a query seeks in one text, ready for comparing.
struct SoughtTerms {
    private(set) var words = TermSet()
    private(set) var grams = TermSet()
    /// Characters that begin a gram.
    private(set) var characters = TermSet()
    private(set) var phrases: [PhrasePattern] = []
    /// What counts where it stands near something.
    private(set) var places: [Spans] = []
    /// Forms of words.
    private(set) var patterns: [TextPattern] = []
    /// Amounts.
    private(set) var quantities: [QuantityCondition] = []

    /// Analyses what is sought; phrases beyond the limit of terms are left out, as in searching.
    init(_ texts: SoughtTexts, _ terms: inout QueryTerms) {
        quantities = texts.quantities
        let bag = terms.bag(of: texts.bags.joined(separator: " "))
        for word in bag.words { words.insert(word.bytes) }
        for gram in bag.grams {
            if gram.isPrefix { characters.insert(gram.bytes) } else { grams.insert(gram.bytes) }
        }
        var termsLeft = QueryLimits.terms
        // What is asked beside the text is shown as a whole.
        let beside =
            terms.expansions(of: texts.expandable.joined(separator: " "))
            + texts.names.compactMap { terms.synonyms(ofName: $0) }
        let counted = texts.counted.flatMap { text in
            text.contains(" ") ? text.split(separator: " ").map { String($0) } : terms.words(of: text)
        }
        for node in texts.places where termsLeft > 0 {
            if case .wildcard(let text) = node, let pattern = terms.wordPattern(text) {
                patterns.append(pattern)
                termsLeft -= 1
            } else if let spans = terms.spans(of: node, hasMarks: terms.marksBreaks) {
                places.append(spans)
                termsLeft -= spans.termCount
            }
        }
        for phrase in texts.phrases + counted + beside.flatMap(\.targets) where termsLeft > 0 {
            for form in terms.phrases(phrase) where termsLeft > 0 {
                let elements = form.elements.prefix(termsLeft)
                termsLeft -= elements.count
                add(elements)
            }
        }
    }

    var isEmpty: Bool {
        words.isEmpty && grams.isEmpty && characters.isEmpty && phrases.isEmpty && places.isEmpty && patterns.isEmpty
            && quantities.isEmpty
    }

    private mutating func add(_ elements: ArraySlice<PhraseTerms.Element>) {
        guard let first = elements.first else { return }
        if elements.count > 1 {
            phrases.append(PhrasePattern(elements))
        } else if first.isPrefix {
            characters.insert(first.term)
        } else {
            grams.insert(first.term)
        }
    }
}

/// A set of terms that is asked for terms of a buffer.
struct TermSet {
    private var short: Set<PackedTerm> = []
    private var long: Set<[UInt8]> = []

    var isEmpty: Bool { short.isEmpty && long.isEmpty }

    mutating func insert(_ bytes: [UInt8]) {
        if let term = PackedTerm(bytes) { short.insert(term) } else { long.insert(bytes) }
    }

    /// Whether the set holds a term of at most seven bytes.
    func contains(_ term: PackedTerm) -> Bool { short.contains(term) }

    /// Whether the set holds the term at `index` of a buffer.
    func contains(_ buffer: TermBuffer, _ index: Int) -> Bool {
        let term = PackedTerm(rawValue: buffer.terms[index])
        if term.isInline { return short.contains(term) }
        return !long.isEmpty && long.contains(buffer.bytes(at: index))
    }
}

internal import FaguiText

/// The terms that a query seeks in one text, ready for comparing.
struct SoughtTerms {
    private(set) var words = TermSet()
    private(set) var grams = TermSet()
    /// Characters that begin a gram.
    private(set) var characters = TermSet()
    private(set) var phrases: [PhrasePattern] = []

    /// Analyses what is sought; phrases beyond the limit of terms are left out, as in searching.
    init(_ texts: SoughtTexts, _ terms: inout QueryTerms) {
        let bag = terms.bag(of: texts.bags.joined(separator: " "))
        for word in bag.words { words.insert(word.bytes) }
        for gram in bag.grams {
            if gram.isPrefix { characters.insert(gram.bytes) } else { grams.insert(gram.bytes) }
        }
        var termsLeft = QueryLimits.terms
        for phrase in texts.phrases where termsLeft > 0 {
            let elements = terms.phrase(phrase).elements.prefix(termsLeft)
            termsLeft -= elements.count
            add(elements)
        }
    }

    var isEmpty: Bool { words.isEmpty && grams.isEmpty && characters.isEmpty && phrases.isEmpty }

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
    private var short: Set<UInt64> = []
    private var long: Set<[UInt8]> = []

    var isEmpty: Bool { short.isEmpty && long.isEmpty }

    mutating func insert(_ bytes: [UInt8]) {
        let word = PackedTerms.word(of: bytes)
        if PackedTerms.isShort(word) { short.insert(word) } else { long.insert(bytes) }
    }

    /// Whether the set holds a term of at most seven bytes.
    func contains(short word: UInt64) -> Bool { short.contains(word) }

    /// Whether the set holds the term at `index` of a buffer.
    func contains(_ buffer: TermBuffer, _ index: Int) -> Bool {
        let word = buffer.terms[index]
        if PackedTerms.isShort(word) { return short.contains(word) }
        return !long.isEmpty && long.contains(buffer.bytes(at: index))
    }
}

/// Words in the layout of ``PackedTerm``.
enum PackedTerms {
    /// The packed form of a term; of a long one no more than the mark is of use.
    static func word(of bytes: [UInt8]) -> UInt64 {
        PackedTerm(bytes)?.rawValue ?? PackedTerm.arenaMark
    }

    /// Whether the word holds all bytes of its term, so that equal words are equal terms.
    static func isShort(_ word: UInt64) -> Bool { word & 0xFF != PackedTerm.arenaMark }

    /// Whether a gram ends its run.
    static func isBoundary(_ word: UInt64) -> Bool {
        guard isShort(word), word & 0xFF > 0 else { return false }
        return UInt8(truncatingIfNeeded: word >> (64 - 8 * (word & 0xFF))) == Gram.boundaryMark
    }

    /// The first character of a gram, as a term.
    static func firstCharacter(of buffer: TermBuffer, _ index: Int) -> UInt64 {
        let word = buffer.terms[index]
        guard isShort(word) else { return Self.word(of: Array(buffer.bytes(at: index).prefix(4))) }
        let length: UInt64 =
            switch word >> 56 {
            case ..<0x80: 1
            case ..<0xE0: 2
            case ..<0xF0: 3
            default: 4
            }
        return word & ~(UInt64.max >> (8 * length)) | length
    }
}

internal import FaguiText

/// The terms of what is asked beside a text.
///
/// An expansion as a whole weighs less than what was typed: its targets share its weight, and the words and the grams of
/// a target share that of the target, each by the root of their number, since of many terms one or two match.
struct ExpandedTerms {
    /// What an expansion of one target of one word weighs; what was typed weighs 1.
    static let weight: Float = 0.8

    /// A term with the part of the text that it is asked for.
    struct Term {
        var term: QueryTerms.BagTerm
        var typed: String
    }

    private(set) var words: [Term] = []
    private(set) var grams: [Term] = []

    /// Gathers the terms; one that several targets have is asked once, with the greatest of its weights.
    init(_ expansions: [Expansion], _ terms: inout QueryTerms) {
        for expansion in expansions {
            let share = Self.weight(of: expansion)
            for target in expansion.targets {
                let bag = terms.bag(of: target)
                Self.add(bag.words, share, expansion, to: &words)
                Self.add(bag.grams.filter { !$0.isPrefix }, share, expansion, to: &grams)
            }
        }
    }

    /// What a target of an expansion weighs.
    static func weight(of expansion: Expansion) -> Float {
        weight / Float(max(1, expansion.targets.count)).squareRoot()
    }

    private static func add(
        _ found: [QueryTerms.BagTerm], _ share: Float, _ expansion: Expansion, to terms: inout [Term]
    ) {
        let weight = share / Float(max(1, found.count)).squareRoot()
        for var term in found {
            term.weight = weight
            if let place = terms.firstIndex(where: { $0.term.bytes == term.bytes }) {
                terms[place].term.weight = max(terms[place].term.weight, weight)
            } else {
                terms.append(Term(term: term, typed: expansion.typed))
            }
        }
    }
}

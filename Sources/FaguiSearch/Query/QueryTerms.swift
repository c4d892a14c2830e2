internal import FaguiText

/// The terms of the texts in a query.
struct QueryTerms {
    /// A term of a bag.
    struct BagTerm: Equatable {
        var bytes: [UInt8]
        /// Whether any term that begins with `bytes` will do.
        var isPrefix: Bool
        /// How often the text says it.
        var count: Int
    }

    private let analyzer: Analyzer
    private var wordBuffer = TermBuffer()
    private var gramBuffer = TermBuffer()

    init(_ analyzer: Analyzer) { self.analyzer = analyzer }

    /// The different words and grams of a text, in the order in which they come first.
    ///
    /// The text ends where the user stopped typing, so that a gram with the boundary mark says nothing about the texts
    /// sought; a character that stands alone asks for every gram that begins with it.
    mutating func bag(of text: String) -> (words: [BagTerm], grams: [BagTerm]) {
        var text = text
        text.withUTF8 { analyzer.analyze($0, words: &wordBuffer, grams: &gramBuffer) }
        var words = TermCounts()
        for index in wordBuffer.terms.indices {
            words.add(wordBuffer.bytes(at: index), isPrefix: false)
        }
        var grams = TermCounts()
        var goesOn = false
        for index in gramBuffer.terms.indices {
            let gram = gramBuffer.bytes(at: index)
            let isLast = gram.last == PackedTerm.boundaryMark
            if !isLast {
                grams.add(gram, isPrefix: false)
            } else if !goesOn {
                grams.add(gram.dropLast(), isPrefix: true)
            }
            goesOn = !isLast
        }
        return (words.terms, grams.terms)
    }

    /// The grams of a phrase in all ways of writing its numbers, as typed first; without those where nothing can be looked
    /// up.
    func phrases(_ text: String) -> [PhraseTerms] { analyzer.phrases(text).filter { !$0.elements.isEmpty } }
}

/// Counts terms and keeps their order.
private struct TermCounts {
    private struct Key: Hashable {
        var bytes: [UInt8]
        var isPrefix: Bool
    }

    private(set) var terms: [QueryTerms.BagTerm] = []
    private var places: [Key: Int] = [:]

    mutating func add(_ bytes: [UInt8], isPrefix: Bool) {
        let key = Key(bytes: bytes, isPrefix: isPrefix)
        if let place = places[key] {
            terms[place].count += 1
        } else {
            places[key] = terms.count
            terms.append(QueryTerms.BagTerm(bytes: bytes, isPrefix: isPrefix, count: 1))
        }
    }
}

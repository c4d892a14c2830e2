internal import FaguiText

/// The terms of the texts in a query.
struct QueryTerms {
    /// A term of a bag.
    struct BagTerm: Equatable {
        var bytes: [UInt8]
        /// Whether any term that begins with `bytes` will do.
        var isPrefix: Bool
        /// What its occurrences weigh together: the root of the sum of their squares, so that what is said twice counts
        /// more, but not twice.
        var weight: Float
    }

    private let analyzer: Analyzer
    private let settings: QuerySettings
    private var wordBuffer = TermBuffer(keepsOffsets: true)
    private var gramBuffer = TermBuffer(keepsOffsets: true)

    init(_ analyzer: Analyzer, settings: QuerySettings = .init()) {
        self.analyzer = analyzer
        self.settings = settings
    }

    /// The different words and grams of a text, in the order in which they come first.
    ///
    /// The text ends where the user stopped typing, so that a gram with the boundary mark says nothing about the texts
    /// sought; a character that stands alone asks for every gram that begins with it.
    mutating func bag(of text: String) -> (words: [BagTerm], grams: [BagTerm]) {
        var text = text
        text.withUTF8 { analyzer.analyze($0, words: &wordBuffer, grams: &gramBuffer) }
        var words = TermWeights()
        // Bytes of words that only ask.
        var asking: [Range<UInt32>] = []
        for index in wordBuffer.terms.indices {
            let word = wordBuffer.bytes(at: index)
            let asks = settings.parts.contains(.questions) && QuestionWords.contains(word)
            if asks { asking.append(wordBuffer.starts[index]..<wordBuffer.ends[index]) }
            let weight = asks ? QuestionWords.factor : holdsNext(index) ? Self.compoundFactor : 1
            words.add(word, isPrefix: false, weight: weight)
        }
        var grams = TermWeights()
        var goesOn = false
        var rest = asking[...]
        for index in gramBuffer.terms.indices {
            let gram = gramBuffer.bytes(at: index)
            let bytes = gramBuffer.starts[index]..<max(gramBuffer.starts[index], gramBuffer.ends[index])
            while let first = rest.first, first.upperBound <= bytes.lowerBound { rest.removeFirst() }
            let weight = Self.weight(of: bytes, asking: rest)
            let isLast = gram.last == PackedTerm.boundaryMark
            if !isLast {
                grams.add(gram, isPrefix: false, weight: weight)
            } else if !goesOn {
                grams.add(gram.dropLast(), isPrefix: true, weight: weight)
            }
            goesOn = !isLast
        }
        return (words.terms, grams.terms)
    }

    /// What a word weighs beside the words inside it and its grams, which say the same again. With 1 compounds drown what
    /// else is asked: on the statute questions R@100 falls from .743 to .735.
    static let compoundFactor: Float = 0.25

    /// Whether the word behind this one lies inside it: those inside a compound follow it.
    private func holdsNext(_ index: Int) -> Bool {
        index + 1 < wordBuffer.terms.count && wordBuffer.starts[index + 1] < wordBuffer.ends[index]
    }

    /// What bytes weigh of which some only ask: the first of the ranges end behind their beginning.
    private static func weight(of bytes: Range<UInt32>, asking: ArraySlice<Range<UInt32>>) -> Float {
        var asked = 0
        for range in asking {
            guard range.lowerBound < bytes.upperBound else { break }
            asked += range.clamped(to: bytes).count
        }
        if asked == 0 { return 1 }
        if asked >= bytes.count { return QuestionWords.factor }
        return 1 - (1 - QuestionWords.factor) * Float(asked) / Float(bytes.count)
    }

    /// A text as texts are folded.
    func folded(_ text: String) -> String { analyzer.folded(text) }

    /// Whether texts have the marks of breaks.
    var marksBreaks: Bool { analyzer.analysis.marksBreaks }

    /// The words of a text that stand side by side, as they were typed: not those inside another, nor words that only ask.
    mutating func words(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { analyzer.analyze($0, words: &wordBuffer, grams: &gramBuffer) }
        var words: [String] = []
        var end: UInt32 = 0
        for index in wordBuffer.terms.indices where wordBuffer.starts[index] >= end {
            end = wordBuffer.ends[index]
            if settings.parts.contains(.questions), QuestionWords.contains(wordBuffer.bytes(at: index)) { continue }
            words.append(String(decoding: bytes[Int(wordBuffer.starts[index])..<Int(end)], as: UTF8.self))
        }
        return words
    }

    /// What the vocabulary of the settings has beside a text.
    func expansions(of text: String) -> [Expansion] { analyzer.expansions(of: text, by: settings.expanding) }

    /// The synonyms of a text that is a name as a whole.
    func synonyms(ofName text: String) -> Expansion? {
        let vocabulary = QueryVocabulary(synonyms: settings.expanding.synonyms, thesaurus: nil)
        guard let found = analyzer.expansions(of: text, by: vocabulary).first else { return nil }
        return found.typed == analyzer.folded(text) ? found : nil
    }

    /// The grams of a phrase in all ways of writing its numbers, as typed first; without those where nothing can be looked
    /// up.
    func phrases(_ text: String) -> [PhraseTerms] { analyzer.phrases(text).filter { !$0.elements.isEmpty } }
}

/// Weighs terms and keeps their order.
private struct TermWeights {
    private struct Key: Hashable {
        var bytes: [UInt8]
        var isPrefix: Bool
    }

    private var squares: [Float] = []
    private var found: [QueryTerms.BagTerm] = []
    private var places: [Key: Int] = [:]

    var terms: [QueryTerms.BagTerm] {
        zip(found, squares).map { term, square in
            var term = term
            term.weight = square.squareRoot()
            return term
        }
    }

    mutating func add(_ bytes: [UInt8], isPrefix: Bool, weight: Float) {
        let key = Key(bytes: bytes, isPrefix: isPrefix)
        if let place = places[key] {
            squares[place] += weight * weight
        } else {
            places[key] = found.count
            found.append(QueryTerms.BagTerm(bytes: bytes, isPrefix: isPrefix, weight: weight))
            squares.append(weight * weight)
        }
    }
}

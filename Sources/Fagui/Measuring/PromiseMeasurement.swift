internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

/// Asks an index for random substrings of its passages, and looks whether each is found and shown.
///
/// - Note: The promises: any substring of 1 to 12 characters that holds a letter, digit or ideograph finds its passage as a
///   phrase, also in full width, Traditional characters or other numerals; what is highlighted folds to what was asked,
///   and cuts no grapheme.
@_spi(Measuring) public struct PromiseMeasurement: Sendable {
    /// Substrings asked for, variants included.
    public private(set) var draws = 0
    /// Those of them that are variants: full width, Traditional.
    public private(set) var variants = 0
    /// Those of them with a number in other numerals.
    public private(set) var numerals = 0
    /// Those of them that are words of two characters.
    public private(set) var words = 0
    /// Substrings that did not find their passage, with its id; the first hundred.
    public private(set) var lost: [String] = []
    /// Highlights that say something else, or cut a grapheme; the first hundred.
    public private(set) var wrong: [String] = []
    /// Substrings that were lost, and highlights that were wrong, in all.
    public private(set) var lostCount = 0, wrongCount = 0

    /// Draws substrings and asks for them.
    ///
    /// - Parameters:
    ///   - library: The index.
    ///   - draws: How many substrings; some are asked in variants, which count as draws.
    ///   - passages: Of how many passages all words of two characters are asked besides.
    ///   - seed: Of the draws.
    /// - Throws: ``LibraryError``.
    public init(_ library: Library, draws: Int, wordsOf passages: Int = 0, seed: UInt64) throws {
        let view = library.reading.current
        self = try library.wrapping {
            var measurement = PromiseMeasurement()
            var random = SplitMix(state: seed)
            let segments = view.snapshot.segments.filter { $0.liveDocumentCount > 0 }
            guard !segments.isEmpty else { return measurement }
            let folding = try AnalysisFolding(view.analysis())
            let analyzer = try Analyzer(view.analysis())
            func passage() throws -> (text: [UInt8], address: DocAddress) {
                while true {
                    let segment = segments[Int(random.next() % UInt64(segments.count))]
                    let doc = DocID(random.next() % UInt64(segment.documentCount))
                    guard segment.liveDocuments(inBlock: Int(doc) >> 6) >> UInt64(doc & 63) & 1 != 0 else { continue }
                    let number = view.snapshot.segments.firstIndex { $0 === segment } ?? 0
                    let text = try PassageRecord(decoding: segment.storedDocument(doc)).text
                    return (text, DocAddress(segment: number, doc: doc))
                }
            }
            while measurement.draws < draws {
                let (text, address) = try passage()
                if random.next() % 8 == 0, let other = OtherNumerals.draw(from: text, random: { random.next() }) {
                    measurement.numerals += 1
                    try measurement.ask(other, of: text, address, view, folding)
                }
                guard let drawn = Self.substring(of: text, &random) else { continue }
                try measurement.ask(drawn, of: text, address, view, folding)
                guard measurement.draws < draws, random.next() % 3 == 0 else { continue }
                let variant = folding.variant(of: drawn) { random.next() }
                guard variant != drawn else { continue }
                measurement.variants += 1
                try measurement.ask(variant, of: text, address, view, folding)
            }
            for _ in 0..<passages {
                let (text, address) = try passage()
                for word in Self.pairs(in: text, analyzer) {
                    measurement.words += 1
                    try measurement.ask(word, of: text, address, view, folding)
                }
            }
            return measurement
        }
    }

    private init() {}

    /// The different words of two characters in a text, as it writes them.
    private static func pairs(in text: [UInt8], _ analyzer: Analyzer) -> Set<String> {
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer()
        text.withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
        var found: Set<String> = []
        for index in words.terms.indices where words.starts[index] < words.ends[index] {
            let word = String(decoding: text[Int(words.starts[index])..<Int(words.ends[index])], as: UTF8.self)
            if word.count == 2, word.unicodeScalars.contains(where: \.properties.isAlphanumeric) { found.insert(word) }
        }
        return found
    }

    /// 1 to 12 graphemes of a text with a letter, digit or ideograph among them; nil if the draw has none.
    private static func substring(of text: [UInt8], _ random: inout SplitMix) -> String? {
        let characters = Array(String(decoding: text, as: UTF8.self))
        guard !characters.isEmpty else { return nil }
        let length = Int(random.next() % 12) + 1
        let start = Int(random.next() % UInt64(characters.count))
        let drawn = String(characters[start..<min(start + length, characters.count)])
        return drawn.unicodeScalars.contains(where: \.properties.isAlphanumeric) ? drawn : nil
    }

    private mutating func ask(
        _ phrase: String, of text: [UInt8], _ address: DocAddress, _ view: ReadingState.View, _ folding: AnalysisFolding
    ) throws {
        draws += 1
        let query = ParsedQuery(phrase: phrase)
        if try view.searcher.explain(query, [address]).first.flatMap({ $0 }) == nil {
            lostCount += 1
            if lost.count < 100 { lost.append(phrase) }
        }
        let analysis = view.snapshot.segments[address.segment].analysis
        let matches = try view.searcher.matches(of: query, in: text, analysis: analysis)
        let asked = folding.characters(of: phrase)
        for match in matches {
            let shown = String(decoding: text[match], as: UTF8.self)
            // A highlight may join occurrences that touch, and whole graphemes; so it holds what was asked.
            let isRight = folding.characters(of: shown).contains(asked) || folding.isOtherNumber(shown, asked: phrase)
            if !isRight || cutsGrapheme(match, text) {
                wrongCount += 1
                if wrong.count < 100 { wrong.append("\(phrase) → \(shown)") }
            }
        }
        if matches.isEmpty {
            wrongCount += 1
            if wrong.count < 100 { wrong.append("\(phrase) → nothing") }
        }
    }

    private func cutsGrapheme(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
        let string = String(decoding: text, as: UTF8.self)
        return [range.lowerBound, range.upperBound].contains { offset in
            let index = string.utf8.index(string.utf8.startIndex, offsetBy: offset)
            return index.samePosition(in: string) == nil
        }
    }
}

/// SplitMix64: the same draws for the same seed.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

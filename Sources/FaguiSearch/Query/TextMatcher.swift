internal import FaguiIndex
internal import FaguiText

/// Finds what of a query stands where in a text, by analysing the text again.
///
/// What the query asks of the body counts, what it asks of other fields or excludes does not.
struct TextMatcher {
    /// Terms as bytes; those of up to seven bytes also in the packed form that texts are analysed into.
    private struct Terms {
        var packed: Set<UInt64> = []
        var long: Set<[UInt8]> = []

        mutating func insert(_ bytes: [UInt8]) {
            if let word = TextMatcher.packed(bytes) { packed.insert(word) } else { long.insert(bytes) }
        }

        func contains(_ index: Int, of buffer: TermBuffer) -> Bool {
            if buffer.terms[index] & 0xFF != PackedTerm.arenaMark { return packed.contains(buffer.terms[index]) }
            return !long.isEmpty && long.contains(buffer.bytes(at: index))
        }
    }

    private let body: SearchFields.Text?
    private var words = Terms()
    private var grams = Terms()
    private var prefixes: [[UInt8]] = []
    private var phrases: [Query.Phrase] = []

    init(_ query: Query, fields: SearchFields) {
        body = fields.texts.first
        collect(query)
    }

    private mutating func collect(_ query: Query) {
        switch query {
        case .nothing:
            break
        case .term(let term):
            if term.field == body?.words { words.insert(term.bytes) }
            if term.field == body?.grams { grams.insert(term.bytes) }
        case .prefix(let term):
            if term.field == body?.grams { prefixes.append(term.bytes) }
        case .phrase(let phrase):
            if phrase.field == body?.grams { phrases.append(phrase) }
        case .boolean(let must, let should, _):
            for child in must + should { collect(child) }
        }
    }

    /// The ranges of bytes that match, ascending and apart.
    func matches(in text: [UInt8], _ analyzer: Analyzer) -> [Range<Int>] {
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer(keepsOffsets: true)
        text.withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
        return matches(words: words, grams: grams)
    }

    /// The same of a text analysed before, with offsets.
    func matches(words: TermBuffer, grams: TermBuffer) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for index in words.terms.indices where self.words.contains(index, of: words) {
            found.append(Int(words.starts[index])..<Int(words.ends[index]))
        }
        for index in grams.terms.indices {
            if self.grams.contains(index, of: grams) { found.append(range(of: index, grams)) }
            for prefix in prefixes where has(index, prefix, grams) { found.append(character(at: index, grams)) }
        }
        for phrase in phrases { find(phrase, grams, &found) }
        return TextMatcher.joined(found)
    }

    private func find(_ phrase: Query.Phrase, _ grams: TermBuffer, _ found: inout [Range<Int>]) {
        guard let first = phrase.elements.first else { return }
        for index in grams.terms.indices where has(index, first, grams) {
            var last = index
            var next = index
            let isThere = phrase.elements.dropFirst().allSatisfy { element in
                // Positions ascend, and so do the offsets of a phrase's elements.
                let (wanted, overflow) = grams.positions[index].addingReportingOverflow(element.offset &- first.offset)
                while next < grams.positions.count, grams.positions[next] < wanted { next += 1 }
                guard !overflow, next < grams.positions.count, grams.positions[next] == wanted,
                    has(next, element, grams)
                else { return false }
                last = next
                return true
            }
            guard isThere, let end = phrase.elements.last else { continue }
            let tail = end.isPrefix ? character(at: last, grams) : range(of: last, grams)
            found.append(Int(grams.starts[index])..<max(tail.upperBound, Int(grams.starts[index])))
        }
    }

    private func has(_ index: Int, _ element: Query.Phrase.Element, _ grams: TermBuffer) -> Bool {
        if element.isPrefix { return has(index, element.bytes, grams) }
        if let word = TextMatcher.packed(element.bytes) { return grams.terms[index] == word }
        return grams.terms[index] & 0xFF == PackedTerm.arenaMark && grams.bytes(at: index) == element.bytes
    }

    /// Whether a gram begins with some bytes.
    private func has(_ index: Int, _ prefix: [UInt8], _ grams: TermBuffer) -> Bool {
        let word = grams.terms[index]
        if word & 0xFF == PackedTerm.arenaMark { return grams.bytes(at: index).starts(with: prefix) }
        guard prefix.count <= Int(word & 0xFF) else { return false }
        return prefix.enumerated().allSatisfy { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) == $1 }
    }

    private func range(of index: Int, _ grams: TermBuffer) -> Range<Int> {
        Int(grams.starts[index])..<max(Int(grams.starts[index]), Int(grams.ends[index]))
    }

    /// The character that a gram stands at, without its successor.
    private func character(at index: Int, _ grams: TermBuffer) -> Range<Int> {
        let whole = range(of: index, grams)
        guard index + 1 < grams.starts.count else { return whole }
        let next = Int(grams.starts[index + 1])
        return next > whole.lowerBound && next < whole.upperBound ? whole.lowerBound..<next : whole
    }

    private static func packed(_ bytes: [UInt8]) -> UInt64? {
        guard bytes.count <= 7 else { return nil }
        var word = UInt64(bytes.count)
        for (place, byte) in bytes.enumerated() { word |= UInt64(byte) << UInt64(56 - 8 * place) }
        return word
    }

    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}

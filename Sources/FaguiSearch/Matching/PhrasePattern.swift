internal import FaguiText

/// A phrase of at least two grams, for finding its occurrences in one pass (Knuth, Morris and Pratt).
///
/// A phrase has a gram for every character but perhaps its last, and so has the text: neighbours in the phrase are
/// neighbours in the text, and only their distances remain to be compared. The first gram has none before it.
struct PhrasePattern {
    private struct Element: Equatable {
        var bytes: [UInt8]
        /// The term in a word; nil where it does not fit one.
        var term: PackedTerm?
        /// Distance from the element before.
        var gap: UInt32
    }

    private var elements: [Element] = []
    /// For every beginning of the phrase, how much of it is the phrase's beginning again at its end.
    private var borders: [Int] = []
    /// The last character, where any gram that begins with it will do.
    private var last: Element?

    /// - Parameter phrase: By offset; at least two, the last of which alone may be a prefix.
    init(_ phrase: ArraySlice<PhraseTerms.Element>) {
        var offset = phrase.first?.offset ?? 0
        for element in phrase {
            let packed = Element(
                bytes: element.term, term: PackedTerm(element.term), gap: element.offset - offset)
            offset = element.offset
            if element.isPrefix { last = packed } else { elements.append(packed) }
        }
        borders = [Int](repeating: 0, count: elements.count)
        var length = 0
        for place in elements.indices.dropFirst() {
            while length > 0, !isEqual(place, length) { length = borders[length - 1] }
            if isEqual(place, length) { length += 1 }
            borders[place] = length
        }
    }

    /// Appends the bytes of each occurrence.
    ///
    /// - Parameters:
    ///   - grams: All grams of the text, with offsets.
    ///   - ranges: Receives ranges ascending by their start; they may overlap.
    /// - Complexity: Linear in the grams.
    func find(in grams: TermBuffer, appendingTo ranges: inout [Range<Int>]) {
        guard !elements.isEmpty else { return }
        var length = 0
        for index in grams.terms.indices {
            while length > 0, !isEqual(grams, index, length) { length = borders[length - 1] }
            if isEqual(grams, index, length) { length += 1 }
            guard length == elements.count else { continue }
            if let end = end(in: grams, behind: index) {
                ranges.append(Int(grams.starts[index + 1 - length])..<end)
            }
            length = borders[length - 1]
        }
    }

    private func isEqual(_ place: Int, _ other: Int) -> Bool {
        elements[place].bytes == elements[other].bytes
            && (other == 0 || elements[place].gap == elements[other].gap)
    }

    private func isEqual(_ grams: TermBuffer, _ index: Int, _ place: Int) -> Bool {
        let element = elements[place]
        let term = PackedTerm(rawValue: grams.terms[index])
        guard term.isInline ? term == element.term : grams.bytes(at: index) == element.bytes else {
            return false
        }
        return place == 0 || grams.positions[index] - grams.positions[index - 1] == element.gap
    }

    /// Where an occurrence ends whose last gram but a prefix is at `index`; nil if the prefix is not there.
    private func end(in grams: TermBuffer, behind index: Int) -> Int? {
        guard let last else { return Int(grams.ends[index]) }
        let next = index + 1
        guard next < grams.terms.count, grams.positions[next] - grams.positions[index] == last.gap,
            grams.firstCharacter(at: next) == last.term
        else { return nil }
        return grams.endOfFirstCharacter(next)
    }
}

extension TermBuffer {
    /// The byte behind the first character of a gram, whose own offsets span its successor, too.
    func endOfFirstCharacter(_ index: Int) -> Int {
        // One character of the text may fold to several, which then all begin where it does.
        var place = index
        while !PackedTerm(rawValue: terms[place]).endsRun {
            guard place + 1 < terms.count else { break }
            if starts[place + 1] > starts[index] { return Int(starts[place + 1]) }
            place += 1
        }
        return Int(ends[place])
    }
}

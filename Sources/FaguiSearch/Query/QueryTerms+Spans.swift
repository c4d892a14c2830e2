internal import FaguiText

/// The places in a text that parts of a query ask for.
extension QueryTerms {
    /// The spans of a node; nil for one that asks for no places, or has nothing to look up.
    ///
    /// - Parameters:
    ///   - node: A part of a query.
    ///   - hasMarks: Whether the text has the marks of breaks; see ``BreakMark``. Without them a whole text is one sentence.
    /// - Returns: Spans of the grams of any text.
    mutating func spans(of node: QueryNode, hasMarks: Bool) -> Spans? {
        switch node {
        case .text(let text):
            return Self.any(text.split(separator: " ").compactMap { phrase(String($0)) })
        case .phrase(let text, _): return phrase(text)
        case .sloppy(let text, let distance): return sloppy(text, distance)
        case .wildcard(let text): return run(text)
        case .near(let a, let b, let nearness):
            guard let a = spans(of: a, hasMarks: hasMarks), let b = spans(of: b, hasMarks: hasMarks) else { return nil }
            return Self.near(a, b, nearness, hasMarks: hasMarks)
        case .boost(let node, _): return spans(of: node, hasMarks: hasMarks)
        case .sequence(let nodes), .or(let nodes):
            return Self.any(nodes.compactMap { spans(of: $0, hasMarks: hasMarks) })
        case .all, .range, .quantity, .atLeast, .must, .mustNot, .field, .and: return nil
        }
    }

    private static func any(_ spans: [Spans]) -> Spans? {
        spans.count > 1 ? .any(spans) : spans.first
    }

    private static func near(_ a: Spans, _ b: Spans, _ nearness: NearOperator, hasMarks: Bool) -> Spans {
        switch nearness {
        case .near(let distance): .near(a, b, most: UInt32(distance), isOrdered: false, marks: [])
        case .before(let distance): .near(a, b, most: UInt32(distance), isOrdered: true, marks: [])
        case .sentence:
            .near(
                a, b, most: SpanLimits.most, isOrdered: false,
                marks: hasMarks ? [Spans.Mark(BreakMark.sentence), Spans.Mark(BreakMark.paragraph)] : [])
        case .paragraph:
            .near(
                a, b, most: SpanLimits.most, isOrdered: false, marks: hasMarks ? [Spans.Mark(BreakMark.paragraph)] : [])
        }
    }

    /// A phrase in all ways of writing its numbers.
    private func phrase(_ text: String) -> Spans? {
        Self.any(phrases(text).map { Self.phrase($0.elements[...]) })
    }

    private static func phrase(_ elements: ArraySlice<PhraseTerms.Element>) -> Spans {
        let length = elements.last.map { $0.offset + characterCount($0) } ?? 0
        return .phrase(
            elements.map { Query.Phrase.Element(bytes: $0.term, offset: $0.offset, isPrefix: $0.isPrefix) },
            length: length)
    }

    /// Characters of a gram, the boundary mark not counted.
    private static func characterCount(_ element: PhraseTerms.Element) -> UInt32 {
        let leads = element.term.count { $0 & 0xC0 != 0x80 }
        return UInt32(element.term.last == PackedTerm.boundaryMark ? leads - 1 : leads)
    }

    /// The pieces of a phrase in order, and little between them; of a phrase without white space its characters.
    private func sloppy(_ text: String, _ distance: Int) -> Spans? {
        let pieces = text.split(whereSeparator: \.isWhitespace)
        var parts: [Spans]
        if pieces.count > 1 {
            parts = pieces.compactMap { phrase(String($0)) }
        } else {
            parts = Self.characters(of: phrases(text).first?.elements ?? []).map {
                .phrase([Query.Phrase.Element(bytes: $0, offset: 0, isPrefix: true)], length: 1)
            }
        }
        guard let first = parts.first else { return nil }
        return parts.count == 1 ? first : .sequence(parts, most: UInt32(distance))
    }

    /// The characters that carry grams, each once where it stands.
    private static func characters(of elements: [PhraseTerms.Element]) -> [[UInt8]] {
        var characters: [[UInt8]] = []
        for (place, element) in elements.enumerated() {
            let second =
                element.term.indices.dropFirst().first { element.term[$0] & 0xC0 != 0x80 } ?? element.term.count
            characters.append(Array(element.term[..<second]))
            let isLast = place + 1 == elements.count
            if isLast, second < element.term.count, element.term[second] != PackedTerm.boundaryMark {
                characters.append(Array(element.term[second...]))
            }
        }
        return characters
    }

    /// Pieces in one run of characters without punctuation, at most ``QueryLimits/starLength`` between two of them.
    private func run(_ text: String) -> Spans? {
        let marks = [Spans.Mark([PackedTerm.boundaryMark], isSuffix: true)]
        let pieces = text.split(separator: "*").compactMap { phrase(String($0)) }
        guard var whole = pieces.first else { return nil }
        for piece in pieces.dropFirst() {
            whole = .near(whole, piece, most: QueryLimits.starLength, isOrdered: true, marks: marks)
        }
        return whole
    }

    /// The form of words that text with a star asks for; nil where it holds more than ASCII, and asks for places.
    func wordPattern(_ text: String) -> TextPattern? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let pieces = text.split(separator: "*").map { Array(folded(String($0)).utf8) }
        return TextPattern(pieces: pieces, isAtStart: true, isAtEnd: text.last != "*")
    }
}

extension Spans {
    /// Terms that have to be looked up.
    var termCount: Int {
        switch self {
        case .phrase(let elements, _): elements.count
        case .any(let spans), .sequence(let spans, _): spans.reduce(0) { $0 + $1.termCount }
        case .near(let a, let b, _, _, let marks): a.termCount + b.termCount + marks.count
        }
    }
}

internal import FaguiText

/// Finds in a text, by its grams and the marks of its breaks, the phrases that stand as a query asks.
struct SpanFinder {
    private let grams: TermBuffer
    private let marks: TermBuffer
    /// The phrases of the spans asked for last.
    private var phrases: [Span] = []

    /// - Parameters:
    ///   - grams: All grams of the text, with offsets.
    ///   - marks: Its marks, by position.
    init(grams: TermBuffer, marks: TermBuffer) {
        self.grams = grams
        self.marks = marks
    }

    /// The bytes of the phrases that stand inside the spans.
    mutating func ranges(of spans: Spans) -> [Range<Int>] {
        phrases = []
        let whole = find(spans)
        // A span holds the phrase if the furthest end of those that begin before it is behind its own.
        var found: [Range<Int>] = []
        var furthest = Int.min
        var next = 0
        for phrase in SpanMatching.union(phrases) {
            while next < whole.count, whole[next].start <= phrase.start {
                furthest = max(furthest, whole[next].end)
                next += 1
            }
            if phrase.end <= furthest, let range = bytes(of: phrase) { found.append(range) }
        }
        return found
    }

    private mutating func find(_ spans: Spans) -> [Span] {
        switch spans {
        case .phrase(let elements, let length):
            let found = SpanMatching.phrase(
                elements.map { positions(of: $0) }, offsets: elements.map { Int($0.offset) }, length: Int(length))
            phrases += found.prefix(SpanLimits.spans)
            return found
        case .any(let choices):
            return SpanMatching.union(choices.flatMap { find($0) })
        case .near(let a, let b, let most, let isOrdered, let marks):
            let breaks = marks.flatMap { positions(of: $0) }
            return SpanMatching.near(
                find(a), find(b), most: Int(most), isOrdered: isOrdered, marks: breaks.sorted())
        case .sequence(let parts, let most):
            return SpanMatching.sequence(parts.map { find($0) }, most: Int(most))
        }
    }

    /// Positions before which a mark parts the text.
    private func positions(of mark: Spans.Mark) -> [UInt32] {
        guard mark.isSuffix else {
            return marks.terms.indices.filter { marks.bytes(at: $0) == mark.bytes }.map { marks.positions[$0] }
        }
        return grams.terms.indices.filter { PackedTerm(rawValue: grams.terms[$0]).endsRun }.map {
            grams.positions[$0] + 1
        }
    }

    private func positions(of element: Query.Phrase.Element) -> [UInt32] {
        let term = PackedTerm(element.bytes)
        var found: [UInt32] = []
        for index in grams.terms.indices {
            let gram = PackedTerm(rawValue: grams.terms[index])
            let isEqual =
                element.isPrefix
                ? grams.firstCharacter(at: index) == term
                : gram.isInline ? gram == term : grams.bytes(at: index) == element.bytes
            if isEqual { found.append(grams.positions[index]) }
        }
        return found
    }

    /// The bytes of a span, whose first and last characters carry grams.
    private func bytes(of span: Span) -> Range<Int>? {
        guard let first = index(of: span.start), let last = index(of: span.end - 1) else { return nil }
        let start = Int(grams.starts[first])
        return start..<max(start, grams.endOfFirstCharacter(last))
    }

    private func index(of position: Int) -> Int? {
        var low = 0
        var high = grams.positions.count
        while low < high {
            let middle = (low + high) >> 1
            if Int(grams.positions[middle]) < position { low = middle + 1 } else { high = middle }
        }
        return low < grams.positions.count && Int(grams.positions[low]) == position ? low : nil
    }
}

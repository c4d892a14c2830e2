/// A stretch of a document: from the position of its first character to the one behind its last.
struct Span: BitwiseCopyable, Hashable {
    var start: Int
    var end: Int
}

/// Finds the spans of operands that stand as a query asks, in one document. Lists of spans ascend by start, then end.
enum SpanMatching {
    /// Where all lists of positions stand at their offsets, as spans of one length.
    static func phrase(_ lists: [[UInt32]], offsets: [Int], length: Int) -> [Span] {
        guard let least = lists.indices.min(by: { lists[$0].count < lists[$1].count }) else { return [] }
        var next = lists.map { _ in 0 }
        var found: [Span] = []
        for position in lists[least] {
            let start = Int(position) - offsets[least]
            if found.last?.start == start { continue }
            let isThere = lists.indices.allSatisfy { list in
                let wanted = start + offsets[list]
                var place = next[list]
                while place < lists[list].count, Int(lists[list][place]) < wanted { place += 1 }
                next[list] = place
                return place < lists[list].count && Int(lists[list][place]) == wanted
            }
            if isThere { found.append(Span(start: start, end: start + length)) }
        }
        return found
    }

    /// What both operands span together, where they stand near one another and no mark parts them.
    ///
    /// - Parameters:
    ///   - a: Spans of the first operand.
    ///   - b: Spans of the second.
    ///   - most: Positions that may lie between.
    ///   - isOrdered: Whether `a` comes first.
    ///   - marks: Positions before which there is a break, ascending.
    /// - Returns: Each span once, ascending.
    /// - Complexity: A binary search for each of `a`, and the pairs within reach.
    static func near(_ a: [Span], _ b: [Span], most: Int, isOrdered: Bool, marks: [UInt32]) -> [Span] {
        guard !a.isEmpty, !b.isEmpty else { return [] }
        var longest = 0
        for span in b { longest = max(longest, span.end - span.start) }
        var found: [Span] = []
        for first in a.prefix(SpanLimits.spans) {
            // The unit that holds the beginning of `first`: up to the next mark.
            let mark = lowerBound(marks.count) { Int(marks[$0]) > first.start }
            let unitStart = mark == 0 ? Int.min : Int(marks[mark - 1])
            let unitEnd = mark == marks.count ? Int.max : Int(marks[mark])
            if first.end > unitEnd { continue }
            let earliest = isOrdered ? first.end : max(unitStart, first.start - most - longest)
            var place = lowerBound(b.count) { b[$0].start >= earliest }
            while place < b.count, found.count < 16 * SpanLimits.spans {
                let second = b[place]
                place += 1
                if second.start - first.end > most || second.start >= unitEnd { break }
                if second.end > unitEnd { continue }
                if second.start >= first.end {
                    found.append(Span(start: first.start, end: second.end))
                } else if !isOrdered, second.end <= first.start, first.start - second.end <= most {
                    found.append(Span(start: second.start, end: first.end))
                }
            }
        }
        return union(found)
    }

    /// One span for each of the last operand's that ends a chain in order, with at most `most` positions between all
    /// neighbours together: from the latest beginning of the tightest chain.
    static func sequence(_ parts: [[Span]], most: Int) -> [Span] {
        guard let first = parts.first else { return [] }
        // By span: the gaps of the tightest chain that ends there, and where it begins.
        var chains = first.prefix(SpanLimits.spans).map { (span: $0, gaps: 0, start: $0.start) }
        for part in parts.dropFirst() {
            chains.sort { $0.span.end < $1.span.end }
            var next: [(span: Span, gaps: Int, start: Int)] = []
            var place = 0
            // The best chain that has ended: least gaps up to a common place, then the latest beginning.
            var best: (slack: Int, start: Int)?
            for span in part.prefix(SpanLimits.spans) {
                while place < chains.count, chains[place].span.end <= span.start {
                    let slack = chains[place].gaps - chains[place].span.end
                    let start = chains[place].start
                    if best.map({ slack < $0.slack || slack == $0.slack && start > $0.start }) ?? true {
                        best = (slack, start)
                    }
                    place += 1
                }
                if let best, best.slack + span.start <= most {
                    next.append((span, best.slack + span.start, best.start))
                }
            }
            chains = next
        }
        return union(chains.map { Span(start: $0.start, end: $0.span.end) })
    }

    /// All spans, each once.
    static func union(_ spans: [Span]) -> [Span] {
        guard spans.count > 1 else { return spans }
        var united: [Span] = []
        for span in spans.sorted(by: { $0.start != $1.start ? $0.start < $1.start : $0.end < $1.end })
        where span != united.last { united.append(span) }
        return united
    }

    /// Different beginnings.
    static func beginnings(_ spans: [Span]) -> Int {
        var count = 0
        var last: Int?
        for span in spans where span.start != last {
            count += 1
            last = span.start
        }
        return count
    }

    /// The first number below `count` that a condition holds for, which holds for all behind it; else `count`.
    private static func lowerBound(_ count: Int, _ isReached: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) >> 1
            if isReached(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

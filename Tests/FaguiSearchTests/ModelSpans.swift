@testable import FaguiSearch

/// Spans of one field of one document of a ``SearchModel``, by the book: every choice of operands is tried.
struct ModelSpans {
    let terms: [(term: [UInt8], position: UInt32)]

    private func stands(_ element: Query.Phrase.Element, at position: Int) -> Bool {
        terms.contains {
            Int($0.position) == position
                && (element.isPrefix ? $0.term.starts(with: element.bytes) : $0.term == element.bytes)
        }
    }

    func frequency(of spans: Spans) -> Int {
        let beginnings = Set(ranges(of: spans).map(\.lowerBound)).count
        switch spans {
        case .phrase, .any: return beginnings
        case .near(let a, let b, _, _, _): return min(beginnings, frequency(of: a), frequency(of: b))
        case .sequence(let parts, _): return min(beginnings, parts.map(frequency).min() ?? 0)
        }
    }

    private func ranges(of spans: Spans) -> Set<Range<Int>> {
        switch spans {
        case .phrase(let elements, let length):
            let starts = (-20...200).filter { start in
                !elements.isEmpty && elements.allSatisfy { stands($0, at: start + Int($0.offset)) }
            }
            return Set(starts.map { $0..<$0 + Int(length) })
        case .any(let choices):
            return Set(choices.flatMap { ranges(of: $0) })
        case .near(let a, let b, let most, let isOrdered, let marks):
            let breaks = marks.flatMap { mark in
                mark.isSuffix
                    ? terms.filter { $0.term.reversed().starts(with: mark.bytes.reversed()) }
                        .map { Int($0.position) + 1 }
                    : terms.filter { $0.term == mark.bytes }.map { Int($0.position) }
            }
            var found: Set<Range<Int>> = []
            for one in ranges(of: a) {
                for other in ranges(of: b) where !one.overlaps(other) {
                    let first = one.upperBound <= other.lowerBound ? one : other
                    let last = first == one ? other : one
                    if isOrdered && first != one || last.lowerBound - first.upperBound > Int(most) { continue }
                    let whole = first.lowerBound..<last.upperBound
                    if breaks.contains(where: { whole.contains($0) && $0 != whole.lowerBound }) { continue }
                    found.insert(whole)
                }
            }
            return found
        case .sequence(let parts, let most):
            var found: Set<Range<Int>> = []
            let lists = parts.map { ranges(of: $0) }
            guard let last = lists.last else { return [] }
            for end in last {
                // Of all chains that end here, the tightest, and of these the latest beginning.
                let chains = chains(lists.dropLast()[...], before: end.lowerBound).filter { $0.gaps <= Int(most) }
                let tightest = chains.map(\.gaps).min()
                let start = chains.filter { $0.gaps == tightest }.map { $0.start ?? end.lowerBound }.max()
                if let start { found.insert(start..<end.upperBound) }
            }
            return found
        }
    }

    /// All ways to place operands one after another before a position; nil for the beginning of none.
    private func chains(_ lists: ArraySlice<Set<Range<Int>>>, before end: Int) -> [(gaps: Int, start: Int?)] {
        guard let last = lists.last else { return [(0, nil)] }
        return last.filter { $0.upperBound <= end }.flatMap { range in
            chains(lists.dropLast(), before: range.lowerBound).map {
                ($0.gaps + end - range.upperBound, $0.start ?? range.lowerBound)
            }
        }
    }
}

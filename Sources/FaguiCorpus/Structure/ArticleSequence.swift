/// Follows the numbers of articles, and tells those that head an article from those that a sentence cites.
///
/// A heading that white space, bold's end, a caption or the line's end follows is believed unless its number was seen
/// in this numbering; one that text follows at once only as the next number. 第一条 again, or an annex, begins a new
/// numbering.
struct ArticleSequence {
    private var seen: Set<UInt64> = []
    /// The article taken last in this numbering.
    private(set) var last: ArticleHeading?
    /// Numberings begun, 1 after the first article.
    private(set) var numbering = 0

    /// What a heading does here.
    enum Verdict {
        /// It is text.
        case citation
        /// It goes on with the numbering.
        case next
        /// It begins another one.
        case restart
        /// Its number stands in this numbering already; a line that begins a sentence is an article all the same.
        case doubled
    }

    /// Judges a heading without taking it.
    func judge(_ heading: ArticleHeading) -> Verdict {
        guard let last else { return heading.isGlued && !isFirst(heading) ? .citation : .next }
        if heading.isGlued {
            if heading.isCitation, !heading.isPunctuated { return .citation }
            if follows(heading, last) && !seen.contains(heading.key) { return .next }
            return isRestart(heading, after: last) ? .restart : .citation
        }
        if seen.contains(heading.key) { return isRestart(heading, after: last) ? .restart : .doubled }
        return .next
    }

    /// Whether a heading has the number after the last one.
    func isConsecutive(_ heading: ArticleHeading) -> Bool {
        guard let last else { return isFirst(heading) }
        return follows(heading, last)
    }

    /// Whether an article of this numbering has the number already.
    func hasSeen(_ heading: ArticleHeading) -> Bool { seen.contains(heading.key) }

    /// Takes a heading as that of an article.
    mutating func take(_ heading: ArticleHeading, _ verdict: Verdict) {
        if verdict == .restart { seen.removeAll(keepingCapacity: true) }
        if seen.isEmpty { numbering += 1 }
        seen.insert(heading.key)
        last = heading
    }

    /// Begins a new numbering with the next article: an annex begins.
    mutating func reset() {
        seen.removeAll(keepingCapacity: true)
        last = nil
    }

    private func follows(_ heading: ArticleHeading, _ last: ArticleHeading) -> Bool {
        heading.number == last.number + 1 && heading.suffix == 0
            || heading.number == last.number && heading.suffix == last.suffix + 1
    }

    private func isFirst(_ heading: ArticleHeading) -> Bool {
        heading.number == 1 && heading.suffix == 0 && (!heading.isCitation || heading.isPunctuated)
    }

    private func isRestart(_ heading: ArticleHeading, after last: ArticleHeading) -> Bool {
        isFirst(heading) && last.number > 1
    }
}

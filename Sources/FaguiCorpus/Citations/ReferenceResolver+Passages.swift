/// Texts without articles.
extension ReferenceResolver {
    /// Places in a text without articles, or in the new wording that it quotes: the paragraphs around are meant.
    ///
    /// - Parameters:
    ///   - span: The entry.
    ///   - first: Its place.
    ///   - last: The last one of a range.
    ///   - here: Where it stands.
    ///   - count: How many paragraphs before are meant; nil for others of the same stretch.
    /// - Returns: The reference, to passages.
    func around(
        _ span: CitedSpan, _ first: LawPlace, _ last: LawPlace?, _ here: Position, before count: Int? = nil
    ) -> ResolvedReference {
        var result = ResolvedReference(
            law: .own, first: first, last: last, passages: [here.passage..<here.passage + 1], state: .found)
        let start = stretchStart(of: here.passage)
        if let count {
            let inside = (here.place.paragraph ?? 1) - 1
            guard here.passage - start + inside >= count else {
                result.state = .nothingBefore
                result.passages = []
                return result
            }
            let begin = max(start, here.passage - count)
            result.passages = [begin..<max(begin + 1, here.passage)]
        } else if let paragraph = first.paragraph {
            let index = min(start + paragraph - 1, outline.entries.count - 1)
            result.passages = [index..<index + 1]
        }
        return result
    }

    /// Where the stretch of paragraphs under one heading, or of one quoted article, begins.
    func stretchStart(of passage: Int) -> Int {
        var index = passage
        let headings = outline.entries[passage].headings
        while index > 0, passage - index < 60, !outline.entries[index].beginsQuotedArticle,
            outline.entries[index - 1].article == nil, outline.entries[index - 1].headings == headings
        {
            index -= 1
        }
        return index
    }
}

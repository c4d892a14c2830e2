internal import FaguiCorpus

/// An article taken apart, to tell where in it something stands that is quoted.
struct QuotedArticle {
    /// Where something stands.
    enum Standing: Equatable {
        /// In what is cited, or with what leads it.
        case cited
        /// In another part of the article.
        case elsewhere(LawPlace)
    }

    private let bytes: [UInt8]
    private let structure: ArticleText

    init(_ text: String) {
        bytes = Array(text.utf8)
        structure = bytes.withUnsafeBufferPointer { ArticleText($0, in: 0..<$0.count) }
    }

    /// Tells where something stands that the parts which are cited do not say alone.
    ///
    /// - Parameters:
    ///   - quoted: What is quoted.
    ///   - references: References to this article.
    /// - Returns: nil where the article does not say it.
    func standing(of quoted: QuotedText, citedBy references: [ResolvedReference]) -> Standing? {
        let cited = references.compactMap(slice)
        guard !cited.isEmpty else { return nil }
        if quoted.stands(in: text(of: cited)) { return .cited }
        guard let spans = quoted.spans(in: String(decoding: bytes, as: UTF8.self)) else { return nil }
        if spans.contains(where: { span in cited.contains { $0.overlaps(span) } }) { return .cited }
        return .elsewhere(place(of: spans))
    }

    /// The narrowest part of the article that says something; empty for all of it.
    func place(of quoted: QuotedText) -> LawPlace {
        quoted.spans(in: String(decoding: bytes, as: UTF8.self)).map(place(of:)) ?? LawPlace()
    }

    /// The paragraphs of what is cited, without those entries of their lists that are not.
    private func text(of cited: [Range<Int>]) -> String {
        func isCited(_ range: Range<Int>) -> Bool { cited.contains { $0.overlaps(range) } }
        var text: [UInt8] = []
        for paragraph in structure.paragraphs where isCited(paragraph.range) {
            var start = paragraph.range.lowerBound
            for entry in paragraph.subparagraphs where !isCited(entry.range) {
                text += bytes[start..<max(start, entry.range.lowerBound)]
                start = max(start, entry.range.upperBound)
            }
            text += bytes[start..<max(start, paragraph.range.upperBound)]
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func slice(_ reference: ResolvedReference) -> Range<Int>? {
        guard let first = structure.slice(for: reference.first) else { return nil }
        guard let last = reference.last else { return first }
        guard let end = structure.slice(for: last), end.upperBound > first.lowerBound else { return nil }
        return first.lowerBound..<end.upperBound
    }

    private func place(of spans: [Range<Int>]) -> LawPlace {
        guard let first = spans.first, let last = spans.last else { return LawPlace() }
        let start = structure.place(at: first.lowerBound)
        var place = structure.place(at: last.upperBound - 1)
        // The opening of a list, and one of its entries: the entry.
        if start.paragraph != place.paragraph { return LawPlace() }
        if start.subparagraph != nil,
            (start.subparagraph, start.subparagraphSuffix) != (place.subparagraph, place.subparagraphSuffix)
        {
            place.subparagraph = nil
            place.subparagraphSuffix = 0
        }
        place.item = nil
        if structure.paragraphs.count == 1 { place.paragraph = nil }
        return place
    }
}

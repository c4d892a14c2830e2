/// The inner structure of an article: its paragraphs (款), their subparagraphs (项) and these ones' items (目).
///
/// A paragraph is a natural one, of one or several sentences. Numbered lines and the rows of a table belong to the
/// paragraph that leads them, text that follows a list is a new paragraph, as legislative drafting counts them. Lists
/// that stand in one line (：（一）…；（二）…) are taken apart too.
public struct ArticleText: Sendable, Equatable {
    /// The paragraphs in order.
    public private(set) var paragraphs: [Paragraph] = []

    /// A paragraph.
    public struct Paragraph: Sendable, Equatable {
        /// Its bytes, its list with it.
        public var range: Range<Int>
        /// Its subparagraphs in order.
        public var subparagraphs: [Subparagraph] = []
    }

    /// A subparagraph.
    public struct Subparagraph: Sendable, Equatable {
        /// The number in its mark.
        public var number: Int
        /// The number behind 之 in its mark, （三之一）; 0 for none.
        public var suffix: Int
        /// Its bytes from its mark on, its items with it.
        public var range: Range<Int>
        /// Its items in order.
        public var items: [Item] = []
    }

    /// An item.
    public struct Item: Sendable, Equatable {
        /// The number in its mark.
        public var number: Int
        /// Its bytes from its mark on.
        public var range: Range<Int>
    }

    /// Takes an article apart.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - range: The article with its heading; also a passage that is no article.
    /// - Complexity: Linear.
    public init(_ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        var reader = ArticleTextReader(text: text, range: range)
        reader.run()
        paragraphs = reader.paragraphs
    }

    /// Takes the article apart that a passage is.
    public init(_ passage: Passage, of text: [UInt8]) {
        self = text.withUnsafeBufferPointer { ArticleText($0, in: passage.range) }
    }

    /// The bytes of a place inside the article; what the place says of the article is not looked at.
    ///
    /// A subparagraph without its paragraph (第三条第（一）项) is that of the first paragraph that has it.
    /// - Parameter place: The place.
    /// - Returns: nil where there is none.
    public func slice(for place: LawPlace) -> Range<Int>? {
        var candidates = paragraphs[...]
        if let number = place.paragraph {
            guard paragraphs.indices.contains(number - 1) else { return nil }
            candidates = paragraphs[number - 1..<number]
        }
        if place.subparagraph == nil, place.item == nil {
            guard let first = candidates.first, let last = candidates.last else { return nil }
            return first.range.lowerBound..<last.range.upperBound
        }
        for paragraph in candidates.prefix(Self.searchLimit) {
            for subparagraph in paragraph.subparagraphs.prefix(Self.searchLimit)
            where place.subparagraph == nil
                || subparagraph.number == place.subparagraph && subparagraph.suffix == place.subparagraphSuffix
            {
                guard let item = place.item else { return subparagraph.range }
                if let found = subparagraph.items.prefix(Self.searchLimit).first(where: { $0.number == item }) {
                    return found.range
                }
            }
        }
        return nil
    }

    /// No law has more entries in one list; what stands behind them is not found by its number.
    private static let searchLimit = 400

    /// Where a byte stands: the paragraph, and inside it the subparagraph and the item.
    public func place(at offset: Int) -> LawPlace {
        var place = LawPlace()
        guard let index = Self.last(paragraphs, startingUpTo: offset, \.range) else { return place }
        place.paragraph = index + 1
        let list = paragraphs[index].subparagraphs
        guard let current = Self.last(list, startingUpTo: offset, \.range) else { return place }
        place.subparagraph = list[current].number
        place.subparagraphSuffix = list[current].suffix
        let items = list[current].items
        place.item = Self.last(items, startingUpTo: offset, \.range).map { items[$0].number }
        return place
    }

    /// Index of the last part that begins at an offset or before it.
    private static func last<Part>(_ parts: [Part], startingUpTo offset: Int, _ range: KeyPath<Part, Range<Int>>)
        -> Int?
    {
        var low = 0
        var high = parts.count
        while low < high {
            let middle = (low + high) / 2
            if parts[middle][keyPath: range].lowerBound <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}

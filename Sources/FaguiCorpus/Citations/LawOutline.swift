/// What places a text has: its articles with their paragraphs, in order, under their headings.
public struct LawOutline: Sendable {
    /// One entry a passage, in text order.
    public internal(set) var entries: [Entry] = []
    /// The law that this text amends, where its title says that it is a decision to amend one.
    public internal(set) var amendedLaw: String?
    /// The law that the title names, as in 关于适用《X》若干问题的解释: what a text means that names none.
    public internal(set) var subjectLaw: String?
    /// Names that the text gives to laws: 以下简称民法典.
    public internal(set) var aliases: [String: String] = [:]
    /// What all titles of the text's own work share.
    let ownKey: String
    /// Whether it is one part of a code, in a file of its own: 民法典 合同编.
    let isPart: Bool
    var articles: [ArticleKey: Int] = [:]
    /// Passages that stand under the same headings.
    var stretches: [Range<Int>] = []

    /// A passage of the text.
    public struct Entry: Sendable {
        /// Its article; nil for a paragraph outside articles.
        public var article: LawPlace?
        /// In which numbering of the text it stands, from 1: annexes have their own.
        public var numbering: Int
        /// The headings above that count, outermost first; number 0 for one without a number (附则).
        public var steps: [CitedHeading.Step]
        /// The headings above.
        public var headings: [String]
        /// Its inner structure, in bytes of the text.
        public var text: ArticleText
        /// Its bytes.
        public var range: Range<Int>
        /// The law that the part of an amending text which it stands in amends.
        public var amendedLaw: String?
        /// Whether it begins the new wording of an article: “第三条　…
        public var beginsQuotedArticle: Bool
    }

    struct ArticleKey: Hashable {
        var numbering: Int
        var article: Int
        var suffix: Int
    }

    /// Reads the outline of a text.
    public init(_ source: SourceText) {
        ownKey = LawTitle(source.title).key
        isPart = source.title.hasSuffix("编") || source.title.hasSuffix("法典 总则")
        amendedLaw = Self.amendedLaw(of: source.title)
        subjectLaw = amendedLaw ?? Self.subjectLaw(of: source.title)
        source.text.withUnsafeBufferPointer { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            var steps: (headings: [String], steps: [CitedHeading.Step]) = ([], [])
            var numberings: [String: Int] = [:]
            entries.reserveCapacity(source.passages.count)
            for passage in source.passages {
                if passage.headings != steps.headings || stretches.isEmpty {
                    steps = (passage.headings, passage.headings.compactMap(Self.step))
                    stretches.append(entries.count..<entries.count)
                }
                stretches[stretches.count - 1] = stretches[stretches.count - 1].lowerBound..<entries.count + 1
                entries.append(Self.entry(text, passage, steps.steps, &numberings))
                if let article = entries.last?.article {
                    hasArticles = true
                    let key = ArticleKey(
                        numbering: entries[entries.count - 1].numbering, article: article.article ?? 0,
                        suffix: article.articleSuffix)
                    if articles[key] == nil { articles[key] = entries.count - 1 }
                }
            }
            if amendedLaw != nil { followAmendedLaws(text) }
            if articles.isEmpty { numberItems(text) }
            aliases = LawAliases.find(text)
        }
    }

    /// Whether the text has articles.
    public internal(set) var hasArticles = false

    /// The passage of an article: of a numbering, or else of the first one.
    public func passage(of place: LawPlace, numbering: Int = 1) -> Int? {
        guard let article = place.article else { return nil }
        return articles[ArticleKey(numbering: numbering, article: article, suffix: place.articleSuffix)]
            ?? articles[ArticleKey(numbering: 1, article: article, suffix: place.articleSuffix)]
    }

    static func entry(
        _ text: UTF8Bytes, _ passage: Passage, _ steps: [CitedHeading.Step], _ numberings: inout [String: Int]
    ) -> Entry {
        var locator = Array(passage.locator.utf8)
        let (article, numbering) = locator.withUnsafeMutableBufferPointer { buffer -> (LawPlace?, String) in
            let bytes = UTF8Bytes(buffer)
            let slash = bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0
            guard let heading = ArticleHeading.parse(bytes, slash..<bytes.count) else { return (nil, "") }
            // What stands around the number tells the numbering: 附件1/…, …~2
            let around = bytes.string(0..<slash) + bytes.string(heading.end..<bytes.count)
            return (LawPlace(article: heading.number, articleSuffix: heading.suffix), around)
        }
        var number = 1
        if article != nil {
            number = numberings[numbering] ?? numberings.count + 1
            numberings[numbering] = number
        }
        let start = text.skippingBlanks(from: passage.range.lowerBound, to: passage.range.upperBound)
        let isQuoted =
            text.matches("“第", at: start, to: passage.range.upperBound)
            && ArticleHeading.parse(text, start + 3..<passage.range.upperBound).map { !$0.isCitation } ?? false
        return Entry(
            article: article, numbering: number, steps: steps, headings: passage.headings,
            text: ArticleText(text, in: passage.range), range: passage.range, amendedLaw: nil,
            beginsQuotedArticle: isQuoted)
    }
}

/// What places a text has: its articles with their paragraphs, in order, under their headings.
public struct LawOutline: Sendable {
    /// One entry a passage, in text order.
    public private(set) var entries: [Entry] = []
    /// The law that this text amends, where its title says that it is a decision to amend one.
    public private(set) var amendedLaw: String?
    /// The law that the title names, as in 关于适用《X》若干问题的解释: what a text means that names none.
    public private(set) var subjectLaw: String?
    /// Names that the text gives to laws: 以下简称民法典.
    public private(set) var aliases: [String: String] = [:]
    /// What all titles of the text's own work share.
    let ownKey: String
    private var articles: [ArticleKey: Int] = [:]
    /// Passages that stand under the same headings.
    private var stretches: [Range<Int>] = []

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

    private struct ArticleKey: Hashable {
        var numbering: Int
        var article: Int
        var suffix: Int
    }

    /// Reads the outline of a text.
    public init(_ source: SourceText) {
        ownKey = LawTitle(source.title).key
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
    public private(set) var hasArticles = false

    /// Finds which law each part of a decision that amends several laws amends.
    private mutating func followAmendedLaws(_ text: UTF8Bytes) {
        var current = amendedLaw
        for index in entries.indices {
            if index == 0 || entries[index].headings != entries[index - 1].headings,
                let heading = entries[index].headings.reversed().lazy.compactMap(Self.titleInMarks).first
            {
                current = heading
            }
            let range = entries[index].range
            let opening = range.lowerBound..<min(range.upperBound, range.lowerBound + 60)
            if text.firstIndex(of: "修改", in: opening) != nil || text.firstIndex(of: "将《", in: opening) != nil
                || text.firstIndex(of: "对《", in: opening) != nil,
                let open = text.firstIndex(of: "《", in: opening),
                let title = TitleMark.title(text, at: open, to: min(range.upperBound, open + 600))
            {
                current = text.string(title.inside)
            }
            entries[index].amendedLaw = current
        }
    }

    /// Numbers that people cite as articles in a text that has none: 一、, or 1. where these run through the text.
    private mutating func numberItems(_ text: UTF8Bytes) {
        var lists: [ItemMark.Rank: [(number: Int, passage: Int)]] = [:]
        func take(_ text: UTF8Bytes, _ range: Range<Int>, _ passage: Int) {
            guard let mark = ItemMark.parse(text, range), mark.rank == .ideograph || mark.rank == .digits,
                let number = ChineseNumeral.parse(text, at: range.lowerBound, to: range.upperBound)?.value
            else { return }
            lists[mark.rank, default: []].append((number, passage))
        }
        for index in entries.indices {
            if index == 0 || entries[index].headings != entries[index - 1].headings {
                for heading in entries[index].headings {
                    var heading = heading
                    heading.withUTF8 { take(UTF8Bytes(rebasing: $0[...]), 0..<$0.count, index) }
                }
            }
            take(text, text.trimmed(entries[index].range), index)
        }
        func runs(_ list: [(number: Int, passage: Int)]) -> Bool {
            list.first?.number == 1 && zip(list, list.dropFirst()).allSatisfy { $0.number <= $1.number }
        }
        let digits = lists[.digits] ?? []
        let ideographs = lists[.ideograph] ?? []
        let list = runs(digits) && digits.count > ideographs.count ? digits : runs(ideographs) ? ideographs : []
        for (number, passage) in list {
            let key = ArticleKey(numbering: 1, article: number, suffix: 0)
            if articles[key] == nil { articles[key] = passage }
        }
    }

    private static func titleInMarks(_ title: String) -> String? {
        var title = title
        return title.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            guard let open = text.firstIndex(of: "《", in: 0..<text.count) else { return nil }
            return TitleMark.title(text, at: open, to: text.count).map { text.string($0.inside) }
        }
    }

    /// The passage of an article: of a numbering, or else of the first one.
    public func passage(of place: LawPlace, numbering: Int = 1) -> Int? {
        guard let article = place.article else { return nil }
        return articles[ArticleKey(numbering: numbering, article: article, suffix: place.articleSuffix)]
            ?? articles[ArticleKey(numbering: 1, article: article, suffix: place.articleSuffix)]
    }

    private static func entry(
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

    private var hasParts: Bool {
        stretches.contains { entries[$0.lowerBound].steps.first?.unit == .part }
    }

    // MARK: Headings

    /// What a heading counts: 第三章 生产者的责任 is chapter 3, 附则 a chapter without a number.
    private static func step(_ heading: String) -> CitedHeading.Step? {
        var heading = heading
        return heading.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            let range = text.trimmed(0..<text.count)
            guard let mark = StructureMark.parse(text, range) else { return nil }
            var number = 0
            if text.matches("第", at: range.lowerBound, to: range.upperBound) {
                let start = text.skippingBlanks(from: range.lowerBound + 3, to: range.upperBound)
                number = ChineseNumeral.parse(text, at: start, to: range.upperBound)?.value ?? 0
            }
            switch mark.rank {
            case .part: return CitedHeading.Step(.part, number)
            case .subpart: return CitedHeading.Step(.subpart, number)
            case .chapter: return CitedHeading.Step(.chapter, number)
            case .section: return CitedHeading.Step(.section, number)
            case .annex, .division: return nil
            }
        }
    }

    /// The passages under a heading that a citation in a passage names.
    ///
    /// - Parameters:
    ///   - heading: The heading.
    ///   - passage: Where it is cited; nil for another law.
    /// - Returns: None where there is no such heading.
    public func passages(under heading: CitedHeading, from passage: Int? = nil) -> [Range<Int>] {
        var context = passage.map { entries[$0].steps } ?? []
        var wanted = heading.steps
        switch heading.base {
        case .current(let unit):
            if let depth = context.lastIndex(where: { $0.unit == unit }) {
                context = Array(context[...depth])
            } else if unit == .part, !hasParts {
                // A file of a code that holds one of its parts.
                if heading.steps.isEmpty { return [entries.indices] }
                context = []
            } else {
                return []
            }
        case .preceding(let unit, let count):
            guard let depth = context.lastIndex(where: { $0.unit == unit }) else { return [] }
            context = Array(context[..<depth]) + [CitedHeading.Step(unit, context[depth].number - count)]
        case .absolute:
            guard let first = wanted.first else { return [] }
            context = Array(context.prefix { $0.unit < first.unit })
        }
        var numbers = 0...0
        if let last = wanted.last {
            wanted.removeLast()
            numbers = last.number...max(last.number, heading.lastNumber ?? last.number)
        }
        let unit = heading.steps.last?.unit
        func matching(_ prefix: [CitedHeading.Step]) -> [Range<Int>] {
            let path = prefix + wanted
            var found: [Range<Int>] = []
            for stretch in stretches {
                let steps = entries[stretch.lowerBound].steps
                guard Self.contains(steps, path),
                    unit.map({ unit in steps.contains { $0.unit == unit && numbers.contains($0.number) } }) ?? true
                else { continue }
                if let last = found.indices.last, found[last].upperBound == stretch.lowerBound {
                    found[last] = found[last].lowerBound..<stretch.upperBound
                } else {
                    found.append(stretch)
                }
            }
            return found
        }
        let near = matching(context)
        return near.isEmpty && heading.base == .absolute ? matching([]) : near
    }

    /// Whether headings contain all those of a path, in order.
    private static func contains(_ steps: [CitedHeading.Step], _ path: [CitedHeading.Step]) -> Bool {
        var index = 0
        for step in path {
            guard let found = steps[index...].firstIndex(of: step) else { return false }
            index = found + 1
        }
        return true
    }

    // MARK: Titles

    /// The first title in marks in a title, or the first law of the state.
    private static func subjectLaw(of title: String) -> String? {
        if let found = titleInMarks(title) { return found }
        var title = title
        return title.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            var index = 0
            while let found = text.firstIndex(of: "法", in: index..<text.count) {
                index = found + 3
                // The name itself is not one that the title names.
                guard index < text.count, let start = KnownLaws.start(text, endingAt: index, notBefore: 0) else {
                    continue
                }
                return text.string(start..<index)
            }
            return nil
        }
    }

    /// The law in 关于修改《X》的决定, X修正案.
    private static func amendedLaw(of title: String) -> String? {
        var title = title
        return title.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            let all = 0..<text.count
            if text.firstIndex(of: "修改", in: all) != nil || text.firstIndex(of: "修正", in: all) != nil {
                for mark in ["《", "〈"] as [StaticString] {
                    if let open = text.firstIndex(of: mark, in: all),
                        let found = TitleMark.title(text, at: open, to: text.count)
                    {
                        return text.string(found.inside)
                    }
                }
            }
            if let end = text.firstIndex(of: "修正案", in: all), end > 0 { return text.string(0..<end) }
            return nil
        }
    }
}

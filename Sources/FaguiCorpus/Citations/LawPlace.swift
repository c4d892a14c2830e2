/// A place inside a law: any part may be missing.
public struct LawPlace: Sendable, Hashable {
    /// 第三十二条: 32.
    public var article: Int?
    /// 之一 behind the article: 1; 0 for none.
    public var articleSuffix: Int
    /// 第二款: 2.
    public var paragraph: Int?
    /// 第（三）项: 3.
    public var subparagraph: Int?
    /// 之一 behind the subparagraph: 1; 0 for none.
    public var subparagraphSuffix: Int
    /// 第1目: 1.
    public var item: Int?

    /// Joins the parts.
    public init(
        article: Int? = nil, articleSuffix: Int = 0, paragraph: Int? = nil, subparagraph: Int? = nil,
        subparagraphSuffix: Int = 0, item: Int? = nil
    ) {
        self.article = article
        self.articleSuffix = articleSuffix
        self.paragraph = paragraph
        self.subparagraph = subparagraph
        self.subparagraphSuffix = subparagraphSuffix
        self.item = item
    }

    /// The place in canonical Chinese numerals: 第三十二条之一第二款第（三）项第1目.
    public var locator: String {
        var result = ""
        if let article {
            result += "第\(ChineseNumeral.canonical(article))条"
            if articleSuffix > 0 { result += "之\(ChineseNumeral.canonical(articleSuffix))" }
        }
        if let paragraph { result += "第\(ChineseNumeral.canonical(paragraph))款" }
        if let subparagraph {
            result += "第（\(ChineseNumeral.canonical(subparagraph))）项"
            if subparagraphSuffix > 0 { result += "之\(ChineseNumeral.canonical(subparagraphSuffix))" }
        }
        if let item { result += "第\(item)目" }
        return result
    }

    /// The article alone, whatever is inside it.
    public var articleAlone: LawPlace { LawPlace(article: article, articleSuffix: articleSuffix) }

    /// Whether no part is there.
    public var isEmpty: Bool { article == nil && paragraph == nil && subparagraph == nil && item == nil }

    /// The same without what stands below a unit, and without that unit itself.
    func above(_ unit: CitationUnit) -> LawPlace {
        var place = self
        if unit <= .item { place.item = nil }
        if unit <= .subparagraph {
            place.subparagraph = nil
            place.subparagraphSuffix = 0
        }
        if unit <= .paragraph { place.paragraph = nil }
        if unit <= .article {
            place.article = nil
            place.articleSuffix = 0
        }
        return place
    }

    /// This place inside another one: what this one does not say above its own units, the other says.
    func inside(_ outer: LawPlace) -> LawPlace {
        if article != nil { return self }
        var result = self
        result.article = outer.article
        result.articleSuffix = outer.articleSuffix
        if paragraph != nil { return result }
        result.paragraph = outer.paragraph
        if subparagraph != nil { return result }
        result.subparagraph = outer.subparagraph
        result.subparagraphSuffix = outer.subparagraphSuffix
        return result
    }

    /// Sets the number of a unit from the article down.
    mutating func set(_ unit: CitationUnit, _ number: Int, suffix: Int) {
        switch unit {
        case .article:
            article = number
            articleSuffix = suffix
        case .paragraph: paragraph = number
        case .subparagraph:
            subparagraph = number
            subparagraphSuffix = suffix
        case .item: item = number
        case .part, .subpart, .chapter, .section: break
        }
    }
}

/// A citation: which law, and which places of it.
public struct Citation: Sendable, Hashable {
    /// Bytes of the text.
    public var range: Range<Int>
    /// The law.
    public var law: CitedLaw
    /// The places; empty for the law as a whole, or parts of it above its articles.
    public var spans: [CitedSpan]
    /// Parts, chapters and sections, where these are cited: 第三章, 本章, 第三章第二节.
    public var headings: [CitedHeading]
    /// The wording that follows at once in quotation marks, without them: 第三条规定：“…”
    public var quotation: Range<Int>?
    /// The law that was named last before, where this one does not name one itself.
    public var antecedent: String?
    /// The place that was cited last before, by its law, where this one names no article: 违反第三条…，有第二项行为.
    public var antecedentPlace: CitedPlace?
    /// Whether it stands in quotation marks: in the new wording that a decision gives to another law.
    public var isQuoted: Bool

    /// Joins the parts.
    public init(
        range: Range<Int>, law: CitedLaw, spans: [CitedSpan] = [], headings: [CitedHeading] = [],
        quotation: Range<Int>? = nil, antecedent: String? = nil, antecedentPlace: CitedPlace? = nil,
        isQuoted: Bool = false
    ) {
        self.range = range
        self.law = law
        self.spans = spans
        self.headings = headings
        self.quotation = quotation
        self.antecedent = antecedent
        self.antecedentPlace = antecedentPlace
        self.isQuoted = isQuoted
    }

    /// Whether it names no part of the law.
    public var isWhole: Bool { spans.isEmpty && headings.isEmpty }

    /// Whether it says its place by where it stands: 前款, 本条, or 第二款 without an article.
    public var isRelative: Bool {
        guard case .own = law else { return false }
        return spans.contains { $0.base != .absolute || $0.first.article == nil }
            || headings.contains { $0.base != .absolute }
    }

    /// The places in canonical numerals, joined by 、.
    public var locator: String {
        (headings.map(\.locator) + spans.map(\.locator)).joined(separator: "、")
    }
}

/// A place of a law.
public struct CitedPlace: Sendable, Hashable {
    /// The law.
    public var law: CitedLaw
    /// The place in it, with its article.
    public var place: LawPlace

    /// Joins the parts.
    public init(law: CitedLaw, place: LawPlace) {
        self.law = law
        self.place = place
    }
}

/// The law that a citation means.
public enum CitedLaw: Sendable, Hashable {
    /// A law by its title, without the marks around it, with the version behind it in brackets: 反垄断法（2007）. The
    /// marks say that it is one title; without them its beginning was concluded.
    case named(String, hasMarks: Bool)
    /// The law that the citation stands in: by its word (本法, 本条例) where it is stated.
    case own(String?)
    /// The law that was named before: 同法, 该条例; its word.
    case antecedent(String)

    /// The title taken apart, where the law is named.
    public var title: LawTitle? {
        if case .named(let title, _) = self { LawTitle(title) } else { nil }
    }
}

/// What a citation counts from.
public enum CitationBase: Sendable, Hashable {
    /// The law itself, or what stands around the citation: 第三条; 第二款 within its article.
    case absolute
    /// What the citation stands in: 本条, 本款, 本章.
    case current(CitationUnit)
    /// So many units right before the one that the citation stands in: 前款 1, 前两条 2.
    case preceding(CitationUnit, count: Int)

    /// The unit that a relative base names.
    public var unit: CitationUnit? {
        switch self {
        case .absolute: nil
        case .current(let unit), .preceding(let unit, _): unit
        }
    }

    /// As legal texts write it: 前款, 前两条, 本条; empty for none.
    public var name: String {
        switch self {
        case .absolute: ""
        case .current(let unit): "本\(unit.name)"
        case .preceding(let unit, 1): "前\(unit.name)"
        case .preceding(let unit, 2): "前两\(unit.name)"
        case .preceding(let unit, let count): "前\(ChineseNumeral.canonical(count))\(unit.name)"
        }
    }
}

/// One entry of a citation's list: a place, or the places from one to another.
public struct CitedSpan: Sendable, Hashable {
    /// What the places count from.
    public var base: CitationBase
    /// The place, or the first one; empty for a relative base alone (前款).
    public var first: LawPlace
    /// The last one of 第三条至第五条.
    public var last: LawPlace?

    /// Joins the parts.
    public init(base: CitationBase = .absolute, first: LawPlace, last: LawPlace? = nil) {
        self.base = base
        self.first = first
        self.last = last
    }

    /// In canonical numerals: 第三条至第五条, 前款第（一）项.
    public var locator: String {
        base.name + first.locator + (last.map { "至" + $0.locator } ?? "")
    }
}

/// A part, chapter or section that a citation names, or several from one to another.
public struct CitedHeading: Sendable, Hashable {
    /// What the numbers count from: 本章第二节 counts from the chapter that it stands in.
    public var base: CitationBase
    /// The numbers, outermost first: 第三章第二节.
    public var steps: [Step]
    /// The number of the last one of 第三章至第五章.
    public var lastNumber: Int?

    /// One number of a path of headings.
    public struct Step: Sendable, Hashable {
        /// What it counts.
        public var unit: CitationUnit
        /// From 1.
        public var number: Int

        /// Joins the parts.
        public init(_ unit: CitationUnit, _ number: Int) {
            self.unit = unit
            self.number = number
        }
    }

    /// Joins the parts.
    public init(base: CitationBase = .absolute, steps: [Step], lastNumber: Int? = nil) {
        self.base = base
        self.steps = steps
        self.lastNumber = lastNumber
    }

    /// In canonical numerals: 第三章第二节, 本章.
    public var locator: String {
        var result = base.name
        for step in steps { result += "第\(ChineseNumeral.canonical(step.number))\(step.unit.name)" }
        if let lastNumber, let unit = steps.last?.unit {
            result += "至第\(ChineseNumeral.canonical(lastNumber))\(unit.name)"
        }
        return result
    }
}

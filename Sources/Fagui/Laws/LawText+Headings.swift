internal import FaguiCorpus

/// Parts, chapters and sections.
extension LawText {
    /// The articles of a Part or chapter by its name: 总则, 婚姻家庭编. Where several levels have it, those of the highest.
    func articles(ofPart name: String) -> [Article] {
        let name = Self.withoutUnit(name)
        let depths = articles.map { article in
            article.headings.firstIndex { Self.name(of: $0) == name } ?? Int.max
        }
        guard let highest = depths.min(), highest < Int.max else { return [] }
        return zip(articles, depths).filter { $0.1 == highest }.map { $0.0 }
    }

    /// What people should know who cited headings of which there are several: chapters that Parts count for themselves.
    func notes(on headings: [CitedHeading], in scope: [Article], of law: String) -> [String] {
        headings.compactMap { heading in
            var seen: Set<[String]> = []
            var names: [String] = []
            for article in scope.isEmpty ? articles : scope {
                guard let path = article.path(to: heading), seen.insert(path.map(\.key)).inserted else { continue }
                names.append(path.map(\.name).joined(separator: " "))
            }
            guard names.count > 1 else { return nil }
            let places = names.filter { !$0.isEmpty }.joined(separator: "、")
            return "\(law) has several \(heading.locator), in \(places); all of them are shown."
        }
    }

    /// 总则 of 第一编　总　则 and 总则编.
    private static func name(of heading: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: heading.unicodeScalars.lazy.filter { !$0.properties.isWhitespace })
        var name = String(scalars)
        if CitedHeading.Step(heading: heading) != nil, let unit = name.firstIndex(where: { "编編章节節".contains($0) }) {
            name = String(name[name.index(after: unit)...])
        }
        return withoutUnit(name)
    }

    private static func withoutUnit(_ name: String) -> String {
        name.count > 1 && (name.hasSuffix("编") || name.hasSuffix("編")) ? String(name.dropLast()) : name
    }
}

extension LawText.Article {
    /// The headings above it, the Part that its text is among them.
    fileprivate var headings: [String] { (part.map { [$0.heading] } ?? []) + passage.headings }

    /// The numbered headings above the cited one under which the article stands; nil where it does not.
    func path(to heading: CitedHeading) -> [NumberedHeading]? {
        guard let wanted = heading.steps.last else { return nil }
        let numbers = wanted.number...max(wanted.number, heading.lastNumber ?? wanted.number)
        var steps = passage.headings.map(NumberedHeading.init).filter { $0.step != nil }
        if let part { steps.insert(NumberedHeading(name: part.heading), at: 0) }
        var rest = steps[...]
        for step in heading.steps.dropLast() {
            guard let index = rest.firstIndex(where: { $0.step == step }) else { return nil }
            rest = rest[(index + 1)...]
        }
        let found = rest.firstIndex { place in
            place.step.map { $0.unit == wanted.unit && numbers.contains($0.number) } ?? false
        }
        return found.map { Array(steps[..<$0]) }
    }
}

/// A heading with its number.
struct NumberedHeading {
    var name: String
    /// The number; nil for a Part of which it is not known.
    var step: CitedHeading.Step?

    init(name: String) {
        self.name = name
        step = CitedHeading.Step(heading: name)
    }

    /// Tells it from others: wordings of a law may call it by other names.
    var key: String { step.map { CitedHeading(steps: [$0]).locator } ?? name }
}

internal import FaguiCorpus

/// A Part of a law that is divided into texts.
struct LawPart: Hashable {
    /// 合同编, 总则, as the text's title says.
    var name: String
    /// Which it is, from 1; nil where that does not follow from the articles.
    var number: Int?

    /// As citations write it.
    var heading: String {
        number.map { CitedHeading(steps: [CitedHeading.Step(.part, $0)]).locator + " " + name } ?? name
    }

    /// Says of articles which Part of the law their texts are, where their titles do.
    ///
    /// Articles are numbered through all Parts: these are counted where all are there.
    static func mark(_ articles: inout [LawText.Article]) {
        var ranges: [String: ClosedRange<Int>] = [:]
        var names: [String?] = []
        var titles: [String: String?] = [:]
        for article in articles {
            let title = article.passage.law.title
            let name = titles[title] ?? LawTitle(title).part
            titles[title] = name
            names.append(name)
            guard let name, let number = article.place?.article else { continue }
            let range = ranges[name]
            ranges[name] = min(range?.lowerBound ?? number, number)...max(range?.upperBound ?? number, number)
        }
        guard names.contains(where: { $0 != nil }) else { return }
        let numbers = numbers(of: ranges)
        for (index, name) in names.enumerated() {
            articles[index].part = name.map { LawPart(name: $0, number: numbers[$0]) }
        }
    }

    private static func numbers(of ranges: [String: ClosedRange<Int>]) -> [String: Int] {
        let parts = ranges.sorted { $0.value.lowerBound < $1.value.lowerBound }
        var next = 1
        for part in parts {
            guard part.value.lowerBound == next else { return [:] }
            next = part.value.upperBound + 1
        }
        // 附则 is no Part.
        let numbered = parts.filter { $0.key != "附则" }.map { $0.key }
        return Dictionary(uniqueKeysWithValues: zip(numbered, 1...))
    }
}

extension LawReference {
    /// The title of the law whose wording so many texts are: of several without the Part that each is.
    func title(ofTexts count: Int) -> String {
        let own = LawTitle(title)
        return count > 1 && own.part != nil ? own.name : title
    }
}

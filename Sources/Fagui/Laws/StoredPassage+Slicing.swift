internal import FaguiCorpus

extension StoredPassage {
    /// The part of an article that a place names: its paragraphs, subparagraphs or items.
    ///
    /// - Parameters:
    ///   - first: The place, with the article.
    ///   - last: The last place of a range in the same article.
    /// - Returns: The part, called by its place; the passage itself where an article alone is named; nil where there is no
    ///   such part.
    func part(_ first: LawPlace, to last: LawPlace? = nil) -> StoredPassage? {
        guard first != first.articleAlone || last != nil else { return self }
        let bytes = Array(text.utf8)
        let (start, end) = bytes.withUnsafeBufferPointer { buffer in
            let structure = ArticleText(buffer, in: 0..<buffer.count)
            return (structure.slice(for: first), last.map { structure.slice(for: $0) })
        }
        guard let start else { return nil }
        var range = start
        var place = first.locator
        if let last {
            guard let end, let end, end.upperBound > start.lowerBound else { return nil }
            range = start.lowerBound..<end.upperBound
            place += "至" + last.inArticle.locator
        }
        var part = self
        // An id ends with the locator, percent-encoded; that of an article has nothing to encode.
        if part.id.utf8.count >= locator.utf8.count { part.id = String(id.dropLast(locator.count)) + place }
        part.locator = place
        part.text = String(decoding: bytes[range], as: UTF8.self).trimmingBlanks
        return part
    }

    /// The same up to the last that there is: 第一款至第三款 of three for 第一款至第九款.
    func existingPart(_ first: LawPlace, to last: LawPlace?) -> StoredPassage? {
        if let part = part(first, to: last) { return part }
        guard let last, let end = structure.lastPlace(from: first, to: last) else { return nil }
        return part(first, to: end == first ? nil : end)
    }

    /// What an article has of what a place in it counts, as the end of a sentence: how many paragraphs, subparagraphs or
    /// items there are instead.
    func extent(for missing: LawPlace) -> String {
        let structure = structure
        func says(_ place: LawPlace, _ count: Int, _ noun: String) -> String {
            let number = count == 0 ? "no" : "\(count)"
            return "\(place.locator) has \(number) \(noun)\(count == 1 ? "" : "s")"
        }
        var place = missing
        place.item = nil
        if missing.item != nil, missing.subparagraph != nil, structure.slice(for: place) != nil {
            return says(place, structure.items(in: place).count, "item")
        }
        place.subparagraph = nil
        place.subparagraphSuffix = 0
        if missing.subparagraph != nil, structure.slice(for: place) != nil {
            return says(place, structure.subparagraphs(in: place).count, "subparagraph")
        }
        return says(place.articleAlone, structure.paragraphs.count, "paragraph")
    }

    private var structure: ArticleText {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { ArticleText($0, in: 0..<$0.count) }
    }
}

extension ArticleText {
    /// The last place that there is of those from one on to another, in the same list; nil where there is no such list.
    fileprivate func lastPlace(from first: LawPlace, to last: LawPlace) -> LawPlace? {
        let unit = last.item != nil ? \LawPlace.item : last.subparagraph != nil ? \.subparagraph : \.paragraph
        guard let low = first[keyPath: unit], let high = last[keyPath: unit], low < high else { return nil }
        let numbers =
            switch unit {
            case \.item: items(in: last).map(\.number)
            case \.subparagraph: subparagraphs(in: last).filter { $0.suffix == 0 }.map(\.number)
            default: Array(1..<paragraphs.count + 1)
            }
        guard let number = numbers.filter({ low < $0 && $0 <= high }).max() else { return first }
        var place = last
        if unit != \LawPlace.item { place.subparagraphSuffix = 0 }
        place[keyPath: unit] = number
        return place
    }

    /// The subparagraphs of a paragraph, or of all.
    fileprivate func subparagraphs(in place: LawPlace) -> [Subparagraph] {
        guard let number = place.paragraph else { return paragraphs.flatMap(\.subparagraphs) }
        return paragraphs.indices.contains(number - 1) ? paragraphs[number - 1].subparagraphs : []
    }

    /// The items of a subparagraph, or of all.
    fileprivate func items(in place: LawPlace) -> [Item] {
        let all = subparagraphs(in: place)
        guard let number = place.subparagraph else { return all.flatMap(\.items) }
        return all.first { $0.number == number && $0.suffix == place.subparagraphSuffix }?.items ?? []
    }
}

extension LawPlace {
    /// What is below the article.
    fileprivate var inArticle: LawPlace {
        var place = self
        place.article = nil
        place.articleSuffix = 0
        return place
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmingBlanks: String {
        guard let start = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(unicodeScalars[start...end])
    }
}

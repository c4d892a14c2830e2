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

    /// How many paragraphs an article has.
    var paragraphCount: Int {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { ArticleText($0, in: 0..<$0.count).paragraphs.count }
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

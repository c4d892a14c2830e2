internal import FaguiCorpus

/// The references of all of a text, also of what stands between its passages.
extension SourceReferences {
    /// A part of the text: a passage, or what stands before one: headings, and lines that are taken for such.
    struct Stretch {
        /// Its bytes.
        var range: Range<Int>
        /// The passage, or the one that follows.
        var passage: Int
        /// Whether it is the passage.
        var isPassage: Bool
    }

    /// A citation with what its entries mean.
    struct Cited {
        /// The citation; its range counts from the first byte of its stretch.
        var citation: Citation
        /// One reference for each entry.
        var references: [ResolvedReference]
    }

    /// All parts of the text, in order.
    var stretches: [Stretch] {
        var stretches: [Stretch] = []
        var end = 0
        func close(before passage: Int, at start: Int) {
            if start > end {
                stretches.append(Stretch(range: end..<start, passage: passage, isPassage: false))
            }
        }
        for (index, passage) in source.passages.enumerated() {
            close(before: index, at: passage.range.lowerBound)
            stretches.append(Stretch(range: passage.range, passage: index, isPassage: true))
            end = max(end, passage.range.upperBound)
        }
        close(before: source.passages.count, at: source.text.count)
        return stretches
    }

    /// The citations of a part of the text.
    ///
    /// - Parameters:
    ///   - stretch: The part.
    ///   - laws: Laws that were named before it; gets those that it names.
    /// - Returns: The citations in text order.
    func cited(in stretch: Stretch, after laws: inout NamedLaws) -> [Cited] {
        var citations = source.text.withUnsafeBufferPointer {
            CitationScanner.scan(UnsafeBufferPointer(rebasing: $0[stretch.range]))
        }
        for index in citations.indices {
            // In a law, 该法 is one that the article itself has named.
            if !hasArticles { laws.complete(&citations[index]) }
            laws.take(citations[index].law)
        }
        Self.nameLawsInside(quotationsOf: &citations)
        return citations.compactMap { citation in
            let references =
                stretch.isPassage
                ? resolver.resolve(citation, in: stretch.passage) : outside(citation, before: stretch.passage)
            return references.isEmpty ? nil : Cited(citation: citation, references: references)
        }
    }

    /// What a citation means that stands in no passage.
    private func outside(_ citation: Citation, before passage: Int) -> [ResolvedReference] {
        let entries = resolver.outline.entries
        if case .own = citation.law {
            // 第三条 in a heading of a law is a part of its name, and nothing stands around that 前款 could mean.
            guard !hasArticles, citation.spans.contains(where: { $0.first.article != nil }) else { return [] }
        }
        if entries.isEmpty {
            guard case .named(let title, _) = citation.law, LawTitle(title).key != ownKey else { return [] }
        }
        return resolver.resolve(citation, in: min(passage, max(0, entries.count - 1)))
    }

    /// 本法第八条 in what is quoted of another law is of that one.
    private static func nameLawsInside(quotationsOf citations: inout [Citation]) {
        let quotations = citations.compactMap { citation -> (range: Range<Int>, law: CitedLaw)? in
            guard let range = citation.quotation else { return nil }
            switch citation.law {
            case .named: return (range, citation.law)
            case .antecedent: return citation.antecedent.map { (range, .named($0, hasMarks: true)) }
            case .own: return nil
            }
        }
        var next = 0
        for index in citations.indices {
            let start = citations[index].range.lowerBound
            while next < quotations.count, quotations[next].range.upperBound <= start { next += 1 }
            guard next < quotations.count, quotations[next].range.contains(start), !citations[index].isRelative,
                !citations[index].isWhole, case .own = citations[index].law
            else { continue }
            citations[index].law = quotations[next].law
        }
    }
}

/// The laws that a text has named, the last ones last.
struct NamedLaws {
    private var names: [String] = []

    /// Nobody says 该条例 of one that so many others follow.
    private static let limit = 8

    /// Takes what a citation names.
    mutating func take(_ law: CitedLaw) {
        // 《询问笔录》 is no law.
        guard case .named(let title, _) = law, WorkKey.namesLaw(LawTitle(title).key) else { return }
        names.removeAll { $0 == title }
        names.append(title)
        if names.count > Self.limit { names.removeFirst() }
    }

    /// Says of 该法 and 该条例 which law they mean, where their own part of the text has named none.
    func complete(_ citation: inout Citation) {
        guard case .antecedent(let word) = citation.law,
            citation.antecedent.map({ !WorkKey.namesLaw(LawTitle($0).key) }) ?? true
        else { return }
        let prefixes = ["同", "该", "此", "上述", "前述"]
        guard let prefix = prefixes.first(where: word.hasPrefix) else { return }
        let noun = word.dropFirst(prefix.count)
        let named = names.last { name in
            let name = LawTitle(name).name
            return name.hasSuffix(noun) && (noun != "法" || !name.hasSuffix("办法"))
        }
        if let named { citation.antecedent = named }
    }
}

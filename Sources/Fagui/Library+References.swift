internal import FaguiCorpus
internal import FaguiIndex

extension Library {
    /// What the articles of a citation cite, and who cites them.
    ///
    /// - Parameters:
    ///   - text: A citation, or the id of a passage.
    ///   - validity: Which wordings are meant, and looked at.
    /// - Returns: The references.
    /// - Throws: ``LibraryError``: `notFound` where the citation leads nowhere, with what there is instead.
    public func references(of text: String, validity: Validity = .today) async throws -> LawReferences {
        let commit = reading.current
        return try wrapping {
            let view = try commit.of(validity)
            let (addresses, isWhole) = try Self.addresses(of: text, commit, validity)
            // Their own texts may be out of force, so all are looked up in.
            let finder = try ReferenceFinder(commit, validity)
            let reader = try PassageReader(commit.snapshot, laws: LawDescriber(commit, validity))
            var result = LawReferences(passages: [], cites: [], citedBy: [], citedByCount: 0, hiddenCount: 0)
            var places: [String: Set<LawPlace>] = [:]
            for address in addresses {
                try Task.checkCancellation()
                let passage = StoredPassage(try reader.read(address))
                let key = LawTitle(passage.law.title).key
                if let place = LawPlace(locator: passage.locator) {
                    places[key, default: []].insert(place.articleAlone)
                }
                if isWhole { places[key, default: []].insert(LawPlace()) }
                if !isWhole { result.cites += try finder.outgoing(from: address) }
                result.passages.append(passage)
            }
            for (key, articles) in places.sorted(by: { $0.key < $1.key }) {
                let shown = try Self.citing(key, articles, view.snapshot, finder)
                let all = try Self.citing(key, articles, commit.snapshot, finder)
                result.hiddenCount += all.count - shown.count
                result.citedByCount += shown.count
                result.citedBy += try shown.prefix(ReferenceFinder.incomingLimit).map {
                    try Task.checkCancellation()
                    return try finder.incoming(at: $0, key: key, articles: articles)
                }
            }
            return result
        }
    }

    /// All that cite one of some articles, each once.
    private static func citing(
        _ key: String, _ articles: Set<LawPlace>, _ snapshot: Snapshot, _ finder: ReferenceFinder
    ) throws -> [DocAddress] {
        var found: Set<DocAddress> = []
        for article in articles { found.formUnion(try finder.incoming(key: key, article: article, in: snapshot)) }
        return found.sorted { ($0.segment, $0.doc) < ($1.segment, $1.doc) }
    }

    /// The passages that an id or a citation names, and whether a law as a whole is named.
    private static func addresses(
        of text: String, _ view: ReadingState.View, _ validity: Validity
    ) throws -> (addresses: [DocAddress], isWhole: Bool) {
        let finder = PassageFinder(view.snapshot)
        let named = try finder.addresses(withID: text)
        if !named.isEmpty { return (named, named.count > 1) }
        guard let citations = CitationParser(allowsBareTitle: true).parse(whole: text) else {
            throw LibraryError(
                .notFound, "Nothing has the id \(text), nor is it a citation.",
                advice: "Write a citation like 《产品质量法》第三十二条.", path: text)
        }
        let resolver = try CitationResolver(view, validity)
        var addresses: [DocAddress] = []
        for citation in citations {
            let cited = try resolver.resolve(citation, as: text)
            if let failure = cited.failure, cited.addresses.isEmpty {
                throw LibraryError(.notFound, failure.message, path: text)
            }
            addresses += cited.addresses
        }
        var seen: Set<DocAddress> = []
        return (addresses.filter { seen.insert($0).inserted }, citations.contains { $0.isWhole })
    }
}

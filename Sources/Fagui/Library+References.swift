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
            let named = try self.named(text, commit, validity)
            let isWhole = named.isWhole
            // Their own texts may be out of force, so all are looked up in.
            let finder = try ReferenceFinder(commit, validity)
            let reader = try PassageReader(commit.snapshot, laws: LawDescriber(commit, validity))
            var result = LawReferences(passages: [], cites: [], citedBy: [], citedByCount: 0, hiddenCount: 0)
            result.failures = named.failures
            result.notes = named.notes
            var places: [String: Set<LawPlace>] = [:]
            for address in named.addresses {
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

    /// What references are asked of.
    private struct Named {
        /// Each passage once.
        var addresses: [DocAddress] = []
        /// Whether a law as a whole is named.
        var isWhole = false
        var failures: [CitedPassages] = []
        var notes: [String] = []
    }

    /// The passages that an id or citations name.
    private func named(_ text: String, _ view: ReadingState.View, _ validity: Validity) throws -> Named {
        let found = try PassageFinder(view.snapshot).addresses(withID: text)
        if !found.isEmpty { return Named(addresses: found, isWhole: found.count > 1) }
        guard let citations = CitationParser(allowsBareTitle: true).parse(whole: text) else {
            throw LibraryError(
                .notFound, "Nothing has the id \(text), nor is it a citation.",
                advice: "Write a citation like 《产品质量法》第三十二条.", path: text)
        }
        let cited = try resolve(citations, of: text, view, validity)
        var named = Named(
            isWhole: cited.contains(where: \.isWhole), failures: cited.filter { $0.failure != nil },
            notes: cited.flatMap(\.notes))
        if let failure = named.failures.first?.failure, cited.allSatisfy(\.addresses.isEmpty) {
            throw LibraryError(.notFound, failure.message, path: text)
        }
        var seen: Set<DocAddress> = []
        named.addresses = cited.flatMap(\.addresses).filter { seen.insert($0).inserted }
        return named
    }
}

internal import FaguiCorpus
internal import FaguiSearch

extension Library {
    /// The passages that a text cites which is nothing but citations: 《产品质量法》第三十二条第二款, 产品质量法32条, 反垄断法（2007）第三条.
    ///
    /// - Parameters:
    ///   - text: The citations, as somebody typed them.
    ///   - validity: Which wordings are meant where the citation says none.
    ///   - allowsBareTitle: Whether a title alone, without 《》 and without a place, is a citation.
    /// - Returns: One for each citation, in their order; nil where the text is no citation.
    /// - Throws: ``LibraryError``.
    public func cited(
        _ text: String, validity: Validity = .today, allowsBareTitle: Bool = true
    ) async throws -> [CitedPassages]? {
        try citedPassages(text, validity: validity, allowsBareTitle: allowsBareTitle)
    }

    /// The same on the caller's thread.
    package func citedPassages(_ text: String, validity: Validity, allowsBareTitle: Bool) throws -> [CitedPassages]? {
        guard let citations = CitationParser(allowsBareTitle: allowsBareTitle).parse(whole: text) else { return nil }
        let view = reading.current
        return try wrapping { try resolve(citations, of: text, view, validity) }
    }

    /// Leads the citations of a text to passages of one commit.
    ///
    /// - Parameters:
    ///   - citations: The citations.
    ///   - text: Where they stand.
    ///   - view: The commit.
    ///   - validity: Which wordings are meant.
    ///   - stop: When to end; asked before each citation but the first, which is always looked up.
    /// - Returns: One for each citation; fewer where the time is up.
    /// - Throws: `corrupt`, `cancelled`.
    func resolve(
        _ citations: [Citation], of text: String, _ view: ReadingState.View, _ validity: Validity,
        stop: SearchStop? = nil
    ) throws -> [CitedPassages] {
        let resolver = try CitationResolver(view, validity)
        let bytes = Array(text.utf8)
        var found: [CitedPassages] = []
        for citation in citations {
            try Task.checkCancellation()
            if let stop, stop.isCancelled() { throw SearchError.cancelled }
            if let stop, !found.isEmpty, stop.isExpired() { break }
            found.append(try resolver.resolve(citation, as: String(decoding: bytes[citation.range], as: UTF8.self)))
        }
        return found
    }
}

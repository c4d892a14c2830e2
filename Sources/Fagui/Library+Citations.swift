internal import FaguiCorpus

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
    func resolve(
        _ citations: [Citation], of text: String, _ view: ReadingState.View, _ validity: Validity
    ) throws -> [CitedPassages] {
        let resolver = try CitationResolver(view, validity)
        let bytes = Array(text.utf8)
        return try citations.map { citation in
            try resolver.resolve(citation, as: String(decoding: bytes[citation.range], as: UTF8.self))
        }
    }
}

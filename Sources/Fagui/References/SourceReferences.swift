internal import FaguiCorpus

/// The references of a text's passages, with all that is relative made absolute.
struct SourceReferences {
    /// A reference where it stands.
    struct Place {
        /// The citation; its range counts from the first byte of its passage.
        var citation: Citation
        /// What one entry of its list means.
        var reference: ResolvedReference
    }

    let source: SourceText
    let resolver: ReferenceResolver
    /// The key of the text's own title.
    let ownKey: String

    /// Whether the text has articles of its own.
    var hasArticles: Bool { resolver.outline.hasArticles }

    init(_ source: SourceText) {
        self.source = source
        resolver = ReferenceResolver(LawOutline(source))
        ownKey = LawTitle(source.title).key
    }

    /// The references of a passage, in text order.
    func references(of passage: Int) -> [Place] {
        let range = source.passages[passage].range
        let citations = source.text.withUnsafeBufferPointer {
            CitationScanner.scan(UnsafeBufferPointer(rebasing: $0[range]))
        }
        return citations.flatMap { citation in
            resolver.resolve(citation, in: passage).map { Place(citation: citation, reference: $0) }
        }
    }

    /// The terms of what a passage cites; see ``ReferenceTerm``.
    func terms(of passage: Int) -> Set<[UInt8]> {
        references(of: passage).reduce(into: []) {
            $0.formUnion(ReferenceTerm.terms(of: $1, in: self))
        }
    }

    /// The places of the text itself that a reference means.
    func ownPlaces(_ reference: ResolvedReference) -> [LawPlace] {
        let entries = resolver.outline.entries
        return reference.passages.flatMap { range in range.compactMap { entries[$0].article } }
    }
}

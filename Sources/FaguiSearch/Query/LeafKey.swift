internal import FaguiIndex

/// What one scoring unit asks for: equal keys match the same documents with the same frequencies.
struct LeafKey: Hashable, Sendable {
    /// One place of a phrase; a term and a prefix are phrases of one.
    struct Element: Hashable, Sendable {
        var bytes: [UInt8]
        /// Distance from the first element.
        var offset: UInt32
        var isPrefix: Bool
        /// The form of the terms meant, which begin with `bytes`.
        var pattern: TextPattern?
        /// Whether only so many of them are taken; see ``TermResolver``.
        var isBounded = true
    }

    var field: FieldID
    var elements: [Element]
    /// How the elements stand to one another, where that is more than a phrase.
    var shape: SpanShape?
    /// The documents meant, where no term tells; there are no elements then.
    var filter: DocumentFilter?

    /// Whether documents must have the elements at their distances.
    var isPhrase: Bool { shape == nil && elements.count > 1 }

    init(term: Query.Term, isPrefix: Bool) {
        field = term.field
        elements = [Element(bytes: term.bytes, offset: 0, isPrefix: isPrefix)]
    }

    /// A phrase; one of a single element is that term or prefix, wherever its offset lies.
    init(_ phrase: Query.Phrase) {
        field = phrase.field
        elements = phrase.elements.map { Element(bytes: $0.bytes, offset: $0.offset, isPrefix: $0.isPrefix) }
        if elements.count == 1 { elements[0].offset = 0 }
    }

    init(_ proximity: Query.Proximity) {
        field = proximity.field
        elements = []
        shape = SpanShape(proximity.spans, &elements)
    }

    init(_ pattern: Query.Pattern) {
        field = pattern.field
        elements = [
            Element(bytes: pattern.pattern.prefix, offset: 0, isPrefix: true, pattern: pattern.pattern)
        ]
    }

    init(_ filter: DocumentFilter) {
        field = 0
        elements = []
        self.filter = filter
    }

    /// Whether the leaf needs positions.
    var needsPositions: Bool { isPhrase || shape != nil }

    /// Whether documents can have the leaf, if each element can be had that `isPresent` says so of.
    func isPossible(_ isPresent: (Int) -> Bool) -> Bool {
        shape.map { $0.isPossible(isPresent) } ?? elements.indices.allSatisfy(isPresent)
    }
}

internal import FaguiIndex

/// What one scoring unit asks for: equal keys match the same documents with the same frequencies.
struct LeafKey: Hashable, Sendable {
    /// One place of a phrase; a term and a prefix are phrases of one.
    struct Element: Hashable, Sendable {
        var bytes: [UInt8]
        /// Distance from the first element.
        var offset: UInt32
        var isPrefix: Bool
    }

    var field: FieldID
    var elements: [Element]

    /// Whether documents must have the elements at their distances.
    var isPhrase: Bool { elements.count > 1 }

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
}

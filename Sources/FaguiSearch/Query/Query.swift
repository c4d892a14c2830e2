public import FaguiIndex

/// What the engine evaluates: a tree over terms that are bytes in fields; it knows nothing of how they were made.
public indirect enum Query: Sendable, Hashable {
    /// Matches nothing.
    case nothing
    /// Documents with a term.
    case term(Term)
    /// Documents with any term that begins with some bytes; scored as one term, the union of them.
    case prefix(Term)
    /// Documents with terms at the offsets given.
    case phrase(Phrase)
    /// Documents that match all of `must` and none of `mustNot`, and where `must` is empty at least one of `should`.
    /// The score is the sum of all that matches among `must` and `should`.
    case boolean(must: [Query], should: [Query], mustNot: [Query])

    /// A term of a field, or the beginning of terms.
    public struct Term: Sendable, Hashable {
        /// The field that is asked.
        public var field: FieldID
        /// The term, as it was indexed.
        public var bytes: [UInt8]
        /// The factor of its score: the field's weight, times how often the query says it.
        public var weight: Float
        /// Joins the three.
        public init(field: FieldID, bytes: [UInt8], weight: Float) {
            self.field = field
            self.bytes = bytes
            self.weight = weight
        }
    }

    /// Terms of one field at fixed distances.
    public struct Phrase: Sendable, Hashable {
        /// One term of the phrase.
        public struct Element: Sendable, Hashable {
            /// The term, as it was indexed.
            public var bytes: [UInt8]
            /// Distance from the first element.
            public var offset: UInt32
            /// Whether any term that begins with `bytes` will do.
            public var isPrefix: Bool
            /// Joins the three.
            public init(bytes: [UInt8], offset: UInt32, isPrefix: Bool = false) {
                self.bytes = bytes
                self.offset = offset
                self.isPrefix = isPrefix
            }
        }
        /// The field that is asked; one with positions.
        public var field: FieldID
        /// The terms, in order of their offsets.
        public var elements: [Element]
        /// The factor of its score.
        public var weight: Float
        /// Joins the three.
        public init(field: FieldID, elements: [Element], weight: Float) {
            self.field = field
            self.elements = elements
            self.weight = weight
        }
    }
}

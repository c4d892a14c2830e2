package import FaguiIndex

/// What the engine evaluates: a tree over terms that are bytes in fields; it knows nothing of how they were made.
package indirect enum Query: Sendable, Hashable {
    /// Matches nothing.
    case nothing
    /// Documents with a term.
    case term(Term)
    /// Documents with any term that begins with some bytes; scored as one term, the union of them.
    case prefix(Term)
    /// Documents with terms at the offsets given.
    case phrase(Phrase)
    /// Documents with terms near one another.
    case proximity(Proximity)
    /// Documents with any term of a form.
    case pattern(Pattern)
    /// Documents that a filter selects; they score 0.
    case documents(DocumentFilter)
    /// Documents that match at least so many of some queries, different ones; the score is the sum of all that match. Fewer
    /// than 1 counts as 1.
    case atLeast(Int, [Query])
    /// Documents that match all of `must` and none of `mustNot`, and where `must` is empty at least one of `should`.
    /// The score is the sum of all that matches among `must` and `should`.
    case boolean(must: [Query], should: [Query], mustNot: [Query])

    /// A term of a field, or the beginning of terms.
    package struct Term: Sendable, Hashable {
        package var field: FieldID
        package var bytes: [UInt8]
        /// The factor of its score: the field's weight, times how often the query says it.
        package var weight: Float
        package init(field: FieldID, bytes: [UInt8], weight: Float) {
            self.field = field
            self.bytes = bytes
            self.weight = weight
        }
    }

    /// Terms of one field at fixed distances.
    package struct Phrase: Sendable, Hashable {
        /// One term of the phrase.
        package struct Element: Sendable, Hashable {
            package var bytes: [UInt8]
            /// Distance from the first element.
            package var offset: UInt32
            /// Whether any term that begins with `bytes` will do.
            package var isPrefix: Bool
            package init(bytes: [UInt8], offset: UInt32, isPrefix: Bool = false) {
                self.bytes = bytes
                self.offset = offset
                self.isPrefix = isPrefix
            }
        }
        package var field: FieldID
        package var elements: [Element]
        package var weight: Float
        package init(field: FieldID, elements: [Element], weight: Float) {
            self.field = field
            self.elements = elements
            self.weight = weight
        }
    }
}

package import FaguiIndex

/// Stretches of one field that a query asks for: phrases, and what stands near one another.
///
/// A span goes from the position of its first character to the one behind its last. Positions count as those of grams do:
/// punctuation counts, white space does not.
package indirect enum Spans: Sendable, Hashable {
    /// Terms at the distances given, `length` positions long.
    case phrase([Query.Phrase.Element], length: UInt32)
    /// The spans of all of them.
    case any([Spans])
    /// From the beginning of one to the end of the other, which do not overlap; at most `most` positions lie between. With
    /// marks: where none of them parts the whole.
    case near(Spans, Spans, most: UInt32, isOrdered: Bool, marks: [Mark])
    /// One of each in this order without overlap; at most `most` positions lie between neighbours, all together.
    case sequence([Spans], most: UInt32)

    /// Terms that part a text.
    package struct Mark: Sendable, Hashable {
        package var bytes: [UInt8]
        /// Whether all terms are meant that end with `bytes`; they part the text behind their position, else a mark parts it
        /// before.
        package var isSuffix: Bool
        package init(_ bytes: [UInt8], isSuffix: Bool = false) {
            self.bytes = bytes
            self.isSuffix = isSuffix
        }
    }
}

/// How much of a document spans may take.
enum SpanLimits {
    /// Spans of one operand in one document; the others are passed over.
    static let spans = 4_096
    /// Positions between two operands, where a query bounds them at all.
    static let most: UInt32 = 1_000_000_000
}

extension Query {
    /// Spans of one field, scored as one term.
    ///
    /// Its frequency in a document is the least of: the different beginnings of the spans, and the frequency of each
    /// operand. Its idf is the sum of the operands'; of alternatives the least counts.
    package struct Proximity: Sendable, Hashable {
        package var field: FieldID
        package var spans: Spans
        package var weight: Float
        package init(field: FieldID, spans: Spans, weight: Float) {
            self.field = field
            self.spans = spans
            self.weight = weight
        }
    }

    /// Terms of a field's dictionary that have a form, scored as one term, the union of them.
    package struct Pattern: Sendable, Hashable {
        package var field: FieldID
        package var pattern: TextPattern
        package var weight: Float
        package init(field: FieldID, pattern: TextPattern, weight: Float) {
            self.field = field
            self.pattern = pattern
            self.weight = weight
        }
    }
}

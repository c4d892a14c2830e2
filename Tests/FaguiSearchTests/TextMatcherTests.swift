import FaguiIndex
import FaguiText
import Testing

@testable import FaguiSearch

/// What of a query is highlighted in a text.
@Suite struct TextMatcherTests {
    private let fields = SearchFields(texts: [
        .init(name: "body", words: 0, grams: 1), .init(name: "title", words: 2, grams: 3),
    ])

    /// A text of one-byte characters: a gram at every letter, with its successor or a mark; commas end runs.
    private func grams(_ text: String) -> TermBuffer {
        let bytes = Array(text.utf8)
        var buffer = TermBuffer(keepsOffsets: true)
        for (place, byte) in bytes.enumerated() where byte != UInt8(ascii: ",") {
            let next = place + 1 < bytes.count && bytes[place + 1] != UInt8(ascii: ",") ? bytes[place + 1] : nil
            buffer.terms.append(packed([byte, next ?? 0x20]))
            buffer.positions.append(UInt32(place))
            buffer.starts.append(UInt32(place))
            buffer.ends.append(UInt32(place + (next == nil ? 1 : 2)))
        }
        return buffer
    }

    private func packed(_ bytes: [UInt8]) -> UInt64 {
        bytes.enumerated().reduce(UInt64(bytes.count)) { $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset) }
    }

    private func matches(_ query: Query, _ text: String) -> [Range<Int>] {
        TextMatcher(query, fields: fields).matches(words: TermBuffer(keepsOffsets: true), grams: grams(text))
    }

    private func gram(_ bytes: String, field: FieldID = 1) -> Query {
        .term(.init(field: field, bytes: Array(bytes.utf8), weight: 1))
    }

    @Test func gramsThatOverlapAreOneRange() {
        let query = Query.boolean(must: [], should: [gram("ab"), gram("bc")], mustNot: [])
        #expect(matches(query, "xabcx,ab") == [1..<4, 6..<8])
    }

    @Test func wordsMatchAsWholes() {
        var words = TermBuffer(keepsOffsets: true)
        words.terms = [packed(Array("ab".utf8)), packed(Array("abc".utf8))]
        words.starts = [0, 3]
        words.ends = [2, 6]
        let matcher = TextMatcher(.term(.init(field: 0, bytes: Array("abc".utf8), weight: 1)), fields: fields)
        #expect(matcher.matches(words: words, grams: TermBuffer(keepsOffsets: true)) == [3..<6])
    }

    @Test func aPrefixIsItsCharacterAlone() {
        let query = Query.prefix(.init(field: 1, bytes: [UInt8(ascii: "b")], weight: 1))
        #expect(matches(query, "abc,b") == [1..<2, 4..<5])
    }

    @Test func aPhraseReachesOverPunctuationAndEndsWithWhatWasAsked() {
        let phrase = Query.Phrase(
            field: 1,
            elements: [
                .init(bytes: Array("ab".utf8), offset: 0), .init(bytes: Array("b ".utf8), offset: 1),
                .init(bytes: Array("c".utf8), offset: 3, isPrefix: true),
            ], weight: 1)
        #expect(matches(.phrase(phrase), "ab,cd,ab,,cd,abc") == [0..<4])
    }

    @Test func otherFieldsAndExclusionsAreNotShown() {
        #expect(matches(gram("ab", field: 3), "ab") == [])
        #expect(matches(.boolean(must: [gram("cd")], should: [], mustNot: [gram("ab")]), "abcd") == [2..<4])
    }
}

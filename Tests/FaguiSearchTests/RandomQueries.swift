import FaguiIndex
import FaguiTestSupport
import FaguiUnicode

@testable import FaguiSearch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

func logarithm(_ x: Double) -> Double { log(x) }

/// Queries of every form over the vocabulary of ``SearchModel``.
enum RandomQueries {
    static func query(depth: Int = 3, using random: inout SeededGenerator) -> Query {
        if Int.random(in: 0..<4, using: &random) == 0 { return other(depth: depth, using: &random) }
        return switch Int.random(in: 0..<(depth > 0 ? 12 : 6), using: &random) {
        case 0..<3: .term(term(using: &random))
        case 3: .prefix(prefix(using: &random))
        case 4, 5: .phrase(phrase(using: &random))
        case 6..<9: .boolean(must: [], should: list(1...6, depth, using: &random), mustNot: [])
        default:
            .boolean(
                must: list(0...3, depth, using: &random), should: list(0...4, depth, using: &random),
                mustNot: list(0...2, depth, using: &random))
        }
    }

    /// Spans, patterns, filters, minimum match.
    private static func other(depth: Int, using random: inout SeededGenerator) -> Query {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
        case 0, 1:
            return .proximity(.init(field: 1, spans: spans(depth: 2, using: &random), weight: weight(&random)))
        case 2:
            let field = FieldID.random(in: 0..<4, using: &random)
            return .pattern(.init(field: field, pattern: pattern(using: &random), weight: weight(&random)))
        case 3, 4: return .documents(filter(using: &random))
        default:
            let queries = list(1...6, depth, using: &random)
            return .atLeast(Int.random(in: 0...5, using: &random), queries)
        }
    }

    private static func spans(depth: Int, using random: inout SeededGenerator) -> Spans {
        func operand(_ random: inout SeededGenerator) -> Spans { spans(depth: depth - 1, using: &random) }
        switch Int.random(in: 0..<(depth > 0 ? 6 : 1), using: &random) {
        case 0, 1:
            let phrase = phrase(using: &random)
            let length = (phrase.elements.last?.offset ?? 0) + UInt32.random(in: 1...2, using: &random)
            return .phrase(phrase.elements, length: length)
        case 2: return .any((0..<Int.random(in: 1...3, using: &random)).map { _ in operand(&random) })
        case 3:
            let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in operand(&random) }
            return .sequence(parts, most: UInt32.random(in: 0...6, using: &random))
        default:
            let marks = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                let bytes = term(using: &random).bytes
                return Bool.random(using: &random)
                    ? Spans.Mark(bytes) : Spans.Mark(Array(bytes.suffix(1)), isSuffix: true)
            }
            return .near(
                operand(&random), operand(&random),
                most: Bool.random(using: &random) ? UInt32.random(in: 0...6, using: &random) : SpanLimits.most,
                isOrdered: Bool.random(using: &random), marks: marks)
        }
    }

    private static func pattern(using random: inout SeededGenerator) -> TextPattern {
        let term = SearchModel.term(using: &random)
        let cut = Int.random(in: 0...term.count, using: &random)
        let isAtStart = Int.random(in: 0..<4, using: &random) > 0
        let pieces = [Array(term[..<cut]), Array(term[cut...].suffix(2))].filter { !$0.isEmpty }
        return TextPattern(
            pieces: pieces, isAtStart: isAtStart && !pieces.isEmpty,
            isAtEnd: Bool.random(using: &random) && !pieces.isEmpty)
    }

    private static func filter(using random: inout SeededGenerator) -> DocumentFilter {
        let number = Int64.random(in: 0...9, using: &random)
        let piece = SearchModel.issuers.randomElement(using: &random) ?? []
        let pattern = TextPattern(
            pieces: piece.isEmpty ? [] : [piece], isAtStart: !piece.isEmpty && Bool.random(using: &random),
            isAtEnd: !piece.isEmpty && Bool.random(using: &random))
        let test: DocumentFilter.Test =
            switch Int.random(in: 0..<7, using: &random) {
            case 0: .all
            case 5, 6: .quantity(field: 4, condition(using: &random))
            case 1: .number(column: 0, number...number + 3)
            case 2:
                .source(TextPattern(pieces: [Array("\(number)".utf8)], isAtStart: false, isAtEnd: true))
            default: .keyword(column: 1, pattern, isFolded: Bool.random(using: &random))
            }
        return DocumentFilter(test, label: "filter")
    }

    private static func condition(using random: inout SeededGenerator) -> QuantityCondition {
        QuantityCondition(
            kind: Quantity.Kind.allCases.randomElement(using: &random) ?? .money,
            subject: QuantitySubject(number: UInt8.random(in: 0...3, using: &random)),
            comparison: QuantityCondition.Comparison.allCases.randomElement(using: &random) ?? .equal,
            value: UInt64.random(in: 0...10, using: &random), text: "amount")
    }

    /// Many alternatives over all fields, as an unquoted question gives.
    static func bag(_ count: Int, using random: inout SeededGenerator) -> Query {
        .boolean(must: [], should: (0..<count).map { _ in .term(term(using: &random)) }, mustNot: [])
    }

    private static func list(
        _ counts: ClosedRange<Int>, _ depth: Int, using random: inout SeededGenerator
    ) -> [Query] {
        var queries = (0..<Int.random(in: counts, using: &random)).map { _ in query(depth: depth - 1, using: &random) }
        if let again = queries.randomElement(using: &random), Int.random(in: 0..<3, using: &random) == 0 {
            queries.append(again)
        }
        return queries
    }

    private static func term(using random: inout SeededGenerator) -> Query.Term {
        let bytes =
            Int.random(in: 0..<12, using: &random) == 0
            ? Array("absent".utf8) : SearchModel.term(using: &random)
        return Query.Term(field: FieldID.random(in: 0..<4, using: &random), bytes: bytes, weight: weight(&random))
    }

    private static func prefix(using random: inout SeededGenerator) -> Query.Term {
        let term = SearchModel.term(using: &random)
        return Query.Term(
            field: FieldID.random(in: 0..<4, using: &random),
            bytes: Array(term.prefix(Int.random(in: 1...2, using: &random))), weight: weight(&random))
    }

    private static func phrase(using random: inout SeededGenerator) -> Query.Phrase {
        var offset: UInt32 = 0
        let elements = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            defer { offset += UInt32.random(in: 1...2, using: &random) }
            let term =
                Int.random(in: 0..<4, using: &random) == 0
                ? SearchModel.term(using: &random)
                : SearchModel.vocabulary[Int.random(in: 0..<6, using: &random)]
            let isPrefix = Int.random(in: 0..<4, using: &random) == 0
            return Query.Phrase.Element(
                bytes: isPrefix ? Array(term.prefix(1)) : term, offset: offset, isPrefix: isPrefix)
        }
        return Query.Phrase(field: 1, elements: elements, weight: weight(&random))
    }

    private static func weight(_ random: inout SeededGenerator) -> Float {
        [0, 0.2, 0.3, 0.7, 1, 1, 1, 2.5].randomElement(using: &random) ?? 1
    }
}

import FaguiIndex
import FaguiTestSupport

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
        switch Int.random(in: 0..<(depth > 0 ? 12 : 6), using: &random) {
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

import ArgumentParser
import FaguiIndex
import FaguiSearch
import Foundation

/// A query of a query file.
struct TimedQuery {
    var kind: String
    var text: String
    var query: Query
}

/// Reads `class<TAB>query` lines: `+` before each term requires it, quotes make a phrase, else any term will do.
enum QueryFile {
    static func read(_ path: String) throws -> [TimedQuery] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try text.split(separator: "\n").enumerated().map { number, line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 2 else {
                throw ValidationError("\(path), line \(number + 1): a class, a tab and a query are expected.")
            }
            return TimedQuery(
                kind: String(columns[0]), text: String(columns[1]), query: query(of: String(columns[1])))
        }
    }

    private static func query(of text: String) -> Query {
        if text.hasPrefix("\"") {
            let words = text.replacingOccurrences(of: "\"", with: "").split(separator: " ")
            return .phrase(
                Query.Phrase(
                    field: TokenSchema.field,
                    elements: words.enumerated().map {
                        Query.Phrase.Element(bytes: Array($0.element.utf8), offset: UInt32($0.offset))
                    }, weight: 1))
        }
        var must: [Query] = []
        var should: [Query] = []
        for word in text.split(separator: " ") {
            let isRequired = word.hasPrefix("+") && word.count > 1
            let bytes = Array((isRequired ? word.dropFirst() : word).utf8)
            let term = Query.term(Query.Term(field: TokenSchema.field, bytes: bytes, weight: 1))
            if isRequired { must.append(term) } else { should.append(term) }
        }
        return must.count + should.count == 1
            ? must.first ?? should[0] : .boolean(must: must, should: should, mustNot: [])
    }
}

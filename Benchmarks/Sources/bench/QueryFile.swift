import ArgumentParser
import FaguiIndex
import FaguiSearch
import Foundation

/// A query of a query file.
struct TimedQuery {
    /// What it asks for.
    enum Form {
        /// Terms one behind another.
        case phrase([[UInt8]])
        /// Any of the terms; all of them if they are required.
        case terms([[UInt8]], areRequired: Bool)
    }

    var kind: String
    var text: String
    var form: Form
    var query: TermQuery
}

/// Reads `class<TAB>query` lines: `+` before each term requires it, quotes make a phrase, else any term will do.
enum QueryFile {
    static func read(_ path: String) throws -> [TimedQuery] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try text.split(separator: "\n").enumerated().map { number, line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 2, let form = form(of: columns[1]) else {
                throw ValidationError(
                    "\(path), line \(number + 1): a class, a tab, and terms of which all or none have a + are expected."
                )
            }
            return TimedQuery(
                kind: String(columns[0]), text: String(columns[1]), form: form, query: query(of: form))
        }
    }

    /// Nil where some terms are required and others are not.
    private static func form(of text: Substring) -> TimedQuery.Form? {
        if text.hasPrefix("\"") {
            return .phrase(
                text.filter { $0 != "\"" }.split(separator: " ").map { Array($0.utf8) })
        }
        let words = text.split(separator: " ")
        let required = words.filter { $0.hasPrefix("+") && $0.count > 1 }
        if required.isEmpty { return .terms(words.map { Array($0.utf8) }, areRequired: false) }
        guard required.count == words.count else { return nil }
        return .terms(words.map { Array($0.dropFirst().utf8) }, areRequired: true)
    }

    private static func query(of form: TimedQuery.Form) -> TermQuery {
        switch form {
        case .phrase(let terms): return .phrase(terms, in: TokenSchema.field)
        case .terms(let terms, let areRequired):
            let queries = terms.map { TermQuery.term($0, in: TokenSchema.field) }
            if queries.count == 1 { return queries[0] }
            return areRequired ? .all(queries) : .any(queries)
        }
    }
}

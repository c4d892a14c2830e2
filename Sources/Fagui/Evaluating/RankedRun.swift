/// What a system found for each query: a run file.
package struct RankedRun: Sendable, Equatable {
    /// One passage found.
    package struct Entry: Sendable, Equatable {
        package var id: String
        package var score: Float

        package init(id: String, score: Float) {
            self.id = id
            self.score = score
        }
    }

    /// What was found, by query, the best first.
    package private(set) var rankings: [String: [Entry]] = [:]

    /// A run without queries.
    package init() {}

    /// Reads a run file: `qid Q0 id rank score name` a line. The order of lines and the ranks do not count, only scores.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Throws: ``EvaluationError``.
    package init(run bytes: [UInt8]) throws {
        var entries: [String: [Entry]] = [:]
        var seen: [String: Set<String>] = [:]
        try ColumnLines.forEach(bytes, columns: 6) { line in
            guard let score = Double(line.columns[4]), !score.isNaN else {
                throw line.malformed("has the score '\(line.columns[4])', which is no number")
            }
            guard seen[line.columns[0], default: []].insert(line.columns[2]).inserted else {
                throw line.malformed("has \(line.columns[2]) for \(line.columns[0]) again")
            }
            entries[line.columns[0], default: []].append(Entry(id: line.columns[2], score: Float(score)))
        }
        for (query, entries) in entries { add(entries, for: query) }
    }

    /// Adds what was found for a query, in any order.
    ///
    /// Equal scores are ordered by id, the greatest bytes first, whatever the system's own order: as trec_eval does, so
    /// that a system cannot gain by the order of ties.
    package mutating func add(_ entries: [Entry], for query: String) {
        rankings[query] = entries.sorted { a, b in
            a.score != b.score ? a.score > b.score : b.id.utf8.lexicographicallyPrecedes(a.id.utf8)
        }
    }

    /// The lines of a run file, queries in the order given.
    package func lines(of queries: [String], name: String) -> [String] {
        queries.flatMap { query in
            (rankings[query] ?? []).enumerated().map { place, entry in
                "\(query) Q0 \(entry.id) \(place + 1) \(entry.score) \(name)"
            }
        }
    }
}

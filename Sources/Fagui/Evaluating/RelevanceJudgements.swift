/// Which passages answer which queries, as people judged: a qrels file.
package struct RelevanceJudgements: Sendable, Equatable {
    /// The grade of every passage judged, by query, by passage id: above 0 is relevant.
    package private(set) var grades: [String: [String: Int]] = [:]

    /// Judgements by query, by passage id.
    package init(grades: [String: [String: Int]]) { self.grades = grades }

    /// Reads a qrels file: `qid 0 id grade` a line; the second column is not looked at.
    ///
    /// - Parameter bytes: UTF-8.
    /// - Throws: ``EvaluationError``.
    package init(qrels bytes: [UInt8]) throws {
        try ColumnLines.forEach(bytes, columns: 4) { line in
            guard let grade = Int(line.columns[3]) else {
                throw line.malformed("has the grade '\(line.columns[3])', which is no whole number")
            }
            guard grades[line.columns[0], default: [:]].updateValue(grade, forKey: line.columns[2]) == nil else {
                throw line.malformed("judges \(line.columns[2]) for \(line.columns[0]) again")
            }
        }
    }
}

internal import FaguiIndex
internal import FaguiText

/// A word that tells a text from others.
package struct CharacteristicTerm: Sendable, Equatable {
    /// As it is indexed.
    package var bytes: [UInt8]
    /// How often the text has it.
    package var frequency: Int
    /// Documents that have it, deleted ones included.
    package var documentFrequency: Int
    /// Its inverse document frequency.
    package var idf: Float
    /// What it counts: a compound less, for the words inside it say the same again.
    package var factor: Float

    /// frequency × idf × factor: by this the best are chosen.
    package var significance: Float { Float(frequency) * idf * factor }
    /// For people.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Searcher {
    /// The words that tell a text from others, by frequency × idf in the body, the best first.
    ///
    /// - Parameters:
    ///   - text: UTF-8, a passage of this snapshot.
    ///   - analysis: The analysis whose words are wanted.
    ///   - limit: Words wanted.
    /// - Returns: Words that at least two documents have; not those that only count (第三条), which every law
    ///   has.
    /// - Throws: ``SearchError/missingAnalysis(_:)``, and what analysing and looking up throw.
    package func characteristicTerms(
        of text: [UInt8], analysis: String, limit: Int
    ) throws -> [CharacteristicTerm] {
        guard let pool = pools[analysis] else { throw SearchError.missingAnalysis(analysis) }
        guard let body = fields.texts.first else { return [] }
        var frequencies: [[UInt8]: Int] = [:]
        var compounds: Set<[UInt8]> = []
        var order: [[UInt8]] = []
        try pool.withAnalyzer { analyzer in
            var words = TermBuffer(keepsOffsets: true)
            var grams = TermBuffer(keepsOffsets: true)
            text.withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
            var references = PartReferences.ranges(in: text)[...]
            for index in words.terms.indices {
                while let first = references.first, first.upperBound <= Int(words.starts[index]) {
                    references.removeFirst()
                }
                if let first = references.first, first.lowerBound <= Int(words.starts[index]) { continue }
                let word = words.bytes(at: index)
                if frequencies.updateValue(frequencies[word, default: 0] + 1, forKey: word) == nil {
                    order.append(word)
                }
                // The words inside a compound follow it.
                if index + 1 < words.terms.count && words.starts[index + 1] < words.ends[index] {
                    compounds.insert(word)
                }
            }
        }
        let total = snapshot.documentCount
        var terms: [CharacteristicTerm] = []
        for word in order where !PartReferences.isNumber(word) {
            var sum: UInt64 = 0
            for segment in snapshot.segments where segment.analysis == analysis {
                let found = try word.withUnsafeBytes { try segment.term($0, in: body.words) }
                sum += UInt64(found?.documentFrequency ?? 0)
            }
            guard sum > 1 else { continue }
            terms.append(
                CharacteristicTerm(
                    bytes: word, frequency: frequencies[word, default: 0], documentFrequency: Int(min(sum, total)),
                    idf: BM25.idf(documentFrequency: min(sum, total), documentCount: total),
                    factor: compounds.contains(word) ? QueryTerms.compoundFactor : 1))
        }
        // Sorting by offset as well keeps equal ones in the order of the text.
        let ranked = terms.enumerated().sorted {
            $0.element.significance != $1.element.significance
                ? $0.element.significance > $1.element.significance : $0.offset < $1.offset
        }
        return ranked.prefix(limit).map(\.element)
    }

    /// A query for what is like a text: any of the words that tell it from others.
    ///
    /// - Parameters:
    ///   - text: UTF-8, a passage of this snapshot.
    ///   - analysis: The analysis of the passage's segment.
    ///   - limit: Words to ask for.
    ///   - isCancelled: Asked from time to time.
    /// - Returns: The words in that analysis, the best first, and the query; other segments are asked in their own words.
    /// - Throws: ``SearchError``, and what analysing and looking up throw.
    package func likeness(
        of text: [UInt8], analysis: String, limit: Int,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> (terms: [CharacteristicTerm], query: PreparedQuery) {
        var terms: [String: [CharacteristicTerm]] = [:]
        for name in Set(snapshot.segments.map(\.analysis) + [analysis]) {
            terms[name] = try characteristicTerms(of: text, analysis: name, limit: limit)
        }
        let queries = snapshot.segments.map { likeness(terms[$0.analysis] ?? []) }
        return (terms[analysis] ?? [], try prepared(queries, isCancelled: isCancelled))
    }

    private func likeness(_ terms: [CharacteristicTerm]) -> Query {
        guard let body = fields.texts.first, !terms.isEmpty else { return .nothing }
        let weight = snapshot.schema.fields[Int(body.words)].weight
        // What is said several times counts more by the root, as in a query that is typed.
        let clauses = terms.map { term in
            Query.term(
                .init(
                    field: body.words, bytes: term.bytes,
                    weight: weight * term.factor * Float(term.frequency).squareRoot()))
        }
        return .boolean(must: [], should: clauses, mustNot: [])
    }
}

internal import FaguiIndex

/// Looks the terms of a query up in all segments.
struct TermResolver {
    let snapshot: Snapshot
    let isCancelled: @Sendable () -> Bool
    private let documentCount: UInt64
    private var known: [LeafStatistics?] = []
    private var places = FirstPlaces<LeafKey>()

    init(_ snapshot: Snapshot, isCancelled: @escaping @Sendable () -> Bool) {
        self.snapshot = snapshot
        self.isCancelled = isCancelled
        documentCount = snapshot.documentCount
    }

    /// Statistics over all segments; nil if no document can have it.
    ///
    /// A phrase in a field without positions is never found.
    mutating func resolve(_ key: LeafKey) throws -> LeafStatistics? {
        if let place = places[key] { return known[place] }
        let found = try lookUp(key)
        places.add(key, at: known.count)
        known.append(found)
        return found
    }

    private func lookUp(_ key: LeafKey) throws -> LeafStatistics? {
        guard Int(key.field) < snapshot.schema.fields.count, !key.elements.isEmpty else { return nil }
        if key.isPhrase && !snapshot.schema.fields[Int(key.field)].hasPositions { return nil }
        var statistics = LeafStatistics(
            terms: snapshot.segments.map { _ in [] }, documentFrequency: .max, idf: 0)
        for element in key.elements {
            var sum: UInt64 = 0
            for (number, segment) in snapshot.segments.enumerated() {
                let terms = try self.terms(of: element, in: key.field, segment)
                for term in terms { sum += UInt64(term.documentFrequency) }
                statistics.terms[number].append(terms)
            }
            guard sum > 0 else { return nil }
            // The documents of a prefix are not counted one by one: each of its terms' counts, and no more than all.
            let documentFrequency = min(sum, documentCount)
            statistics.documentFrequency = min(statistics.documentFrequency, documentFrequency)
            statistics.idf += BM25.idf(documentFrequency: documentFrequency, documentCount: documentCount)
        }
        return statistics
    }

    private func terms(
        of element: LeafKey.Element, in field: FieldID, _ segment: SegmentReader
    ) throws -> [TermInfo] {
        if !element.isPrefix {
            return try element.bytes.withUnsafeBytes { try segment.term($0, in: field) }.map { [$0] } ?? []
        }
        var terms: [TermInfo] = []
        try segment.forEachTerm(in: field, prefix: element.bytes) { _, info in
            terms.append(info)
            if terms.count & 4095 == 0 && isCancelled() { throw SearchError.cancelled }
            return true
        }
        return terms
    }
}

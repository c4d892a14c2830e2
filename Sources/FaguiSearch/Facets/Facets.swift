package import FaguiIndex

/// How the matches of a query are spread over the values of a column.
package struct Facet: Sendable, Equatable {
    /// A value with the number of documents that have it.
    package struct Value: Sendable, Equatable {
        /// The keyword, or one of those of a ``KeywordList``.
        package var bytes: [UInt8]
        /// Documents, 1 or more.
        package var count: Int
    }

    /// The most frequent values, the most frequent first, equally frequent ones by their bytes. A document with several
    /// values counts for each.
    package var values: [Value]
    /// Different values, also those that are not among `values`.
    package var valueCount: Int
    /// Documents without a value.
    package var missing: Int
}

extension Searcher {
    /// Spreads all matches of a query over the values of some columns.
    ///
    /// - Parameters:
    ///   - query: Prepared by this searcher.
    ///   - columns: Columns of keywords of sources, by their numbers in the schema.
    ///   - limit: Values wanted of each.
    ///   - isCancelled: Asked from time to time.
    ///   - isExpired: Asked as often; where it says so, what was counted so far is returned.
    /// - Returns: A facet for each of the columns, and whether the time was up before all was counted.
    /// - Throws: ``SearchError/cancelled``, and what damaged bytes make the index throw.
    /// - Complexity: A pass over the matches by masks, then one addition a source with matches and column.
    package func facets(
        _ query: PreparedQuery, columns: [Int], limit: Int, isCancelled: @Sendable () -> Bool,
        isExpired: @Sendable () -> Bool
    ) throws -> (facets: [Facet], isPartial: Bool) {
        var counters = columns.map { _ in FacetCounter() }
        var isPartial = false
        for (number, segment) in snapshot.segments.enumerated() where query.plans[number].root != nil && !isPartial {
            let masks = MatchMasks(try SegmentLeaves(query.plans[number], number: number, in: snapshot, scoring))
            do {
                try masks.fill { isCancelled() || isExpired() }
            } catch SearchError.cancelled where isExpired() && !isCancelled() {
                isPartial = true
            }
            let counts = try SourceCounts(masks)
            for (place, column) in columns.enumerated() { try counters[place].add(counts, of: segment, column) }
        }
        return (counters.map { $0.facet(limit: limit) }, isPartial)
    }

    /// Spreads documents over the values of some columns.
    ///
    /// - Parameters:
    ///   - documents: Each counts as often as it is there.
    ///   - columns: Columns of keywords of sources, by their numbers in the schema.
    ///   - limit: Values wanted of each.
    /// - Returns: A facet for each of the columns.
    /// - Throws: What damaged bytes make the index throw.
    package func facets(of documents: [DocAddress], columns: [Int], limit: Int) throws -> [Facet] {
        var counters = columns.map { _ in FacetCounter() }
        for (number, own) in Dictionary(grouping: documents, by: \.segment) {
            let segment = snapshot.segments[number]
            let counts = try SourceCounts(own.map(\.doc), in: segment)
            for (place, column) in columns.enumerated() { try counters[place].add(counts, of: segment, column) }
        }
        return counters.map { $0.facet(limit: limit) }
    }
}

/// Adds up the matches of one column.
struct FacetCounter {
    private var counts: [[UInt8]: Int] = [:]
    private var missing = 0

    /// Adds the matches of one segment.
    mutating func add(_ sources: SourceCounts, of segment: SegmentReader, _ column: Int) throws {
        let ordinals = try segment.keywordOrdinals(column)
        var byOrdinal = [Int](repeating: 0, count: segment.keywordCount(column))
        for (source, count) in sources.values.enumerated() where count > 0 {
            let ordinal = source < ordinals.count ? Int(UInt32(littleEndian: ordinals[source])) : byOrdinal.count
            if ordinal < byOrdinal.count { byOrdinal[ordinal] += Int(count) } else { missing += Int(count) }
        }
        for (ordinal, count) in byOrdinal.enumerated() where count > 0 {
            let values = KeywordList.values(try segment.keyword(column, ordinal: UInt32(ordinal)))
            if values.isEmpty { missing += count }
            for value in values { counts[Array(value), default: 0] += count }
        }
    }

    /// The facet.
    func facet(limit: Int) -> Facet {
        let sorted = counts.map { Facet.Value(bytes: $0.key, count: $0.value) }.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.bytes.lexicographicallyPrecedes($1.bytes)
        }
        return Facet(values: Array(sorted.prefix(limit)), valueCount: sorted.count, missing: missing)
    }
}

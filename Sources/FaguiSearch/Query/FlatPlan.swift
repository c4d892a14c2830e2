internal import FaguiIndex

/// A query that is nothing but terms, all required or all alternatives, made ready for one snapshot.
///
/// Most queries are: for these all that a ``QueryPlan`` would keep in trees and arrays lies in working memory, which takes a
/// third of the time. Scores are the same, for terms stand in the same order.
struct FlatPlan {
    /// A term in the snapshot.
    struct Term: BitwiseCopyable {
        var field: FieldID
        /// weight × idf; what a saturation of 1 scores.
        var boost: Float
    }

    let snapshot: Snapshot
    let terms: UnsafePointer<Term>
    let count: Int
    /// Whether all terms must be there.
    let isConjunction: Bool
    /// By term, by segment; a document frequency of 0 where the segment has not the term.
    private let infos: UnsafePointer<TermInfo>
    private let segmentCount: Int

    /// More terms than these are planned the long way, which joins those that are said twice in linear time.
    private static var mostTerms: Int { 32 }

    /// Looks the terms up; nil where the query is something else.
    ///
    /// - Throws: What looking up throws.
    init?(_ query: Query, over snapshot: Snapshot, _ memory: WorkingMemory) throws {
        let clauses: [Query]
        switch query {
        case .term:
            clauses = [query]
            isConjunction = false
        case .boolean(let must, let should, let mustNot):
            guard mustNot.isEmpty, must.isEmpty != should.isEmpty else { return nil }
            clauses = must.isEmpty ? should : must
            isConjunction = should.isEmpty
        default: return nil
        }
        guard clauses.count <= Self.mostTerms else { return nil }
        self.snapshot = snapshot
        segmentCount = snapshot.segments.count
        let terms = memory.take(Term.self, count: clauses.count)
        let infos = memory.take(TermInfo.self, count: clauses.count * max(1, segmentCount))
        let documentCount = snapshot.documentCount
        var count = 0
        for (place, clause) in clauses.enumerated() {
            guard case .term(let term) = clause else { return nil }
            // The way of planning that joins is the one that knows how.
            for earlier in clauses[..<place] {
                if case .term(let other) = earlier, other.bytes == term.bytes, other.field == term.field { return nil }
            }
            var frequency: UInt64 = 0
            if Int(term.field) < snapshot.schema.fields.count {
                for (number, segment) in snapshot.segments.enumerated() {
                    let info = try term.bytes.withUnsafeBytes { try segment.term($0, in: term.field) }
                    infos[count * segmentCount + number] = info ?? .absent
                    frequency += UInt64(info?.documentFrequency ?? 0)
                }
            }
            if frequency == 0 {
                if isConjunction {
                    count = 0
                    break
                }
                continue
            }
            let idf = BM25.idf(documentFrequency: min(frequency, documentCount), documentCount: documentCount)
            let isScored = snapshot.schema.fields[Int(term.field)].isScored
            terms[count] = Term(
                field: term.field, boost: isScored ? (term.weight > 0 ? min(term.weight, 1e6) : 0) * idf : 0)
            count += 1
        }
        self.terms = UnsafePointer(terms)
        self.infos = UnsafePointer(infos)
        self.count = count
    }

    /// Where a term's postings lie in a segment.
    @inline(__always)
    func info(of term: Int, in segment: Int) -> TermInfo { infos[term * segmentCount + segment] }

    /// Whether a segment can have matches.
    func canMatch(in segment: Int) -> Bool {
        guard isConjunction else { return count > 0 }
        for term in 0..<count where info(of: term, in: segment).documentFrequency == 0 { return false }
        return count > 0
    }
}

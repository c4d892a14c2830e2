internal import FaguiIndex

/// A query that is nothing but terms, all required or all alternatives, made ready for one snapshot.
///
/// Most queries are: for these all that a ``QueryPlan`` would keep in trees and arrays lies in working memory, which takes a
/// third of the time. Scores are the same, for terms stand in the same order.
struct FlatPlan: BitwiseCopyable {
    /// A term in the snapshot.
    struct Term: BitwiseCopyable {
        var field: FieldID
        /// weight × idf; what a saturation of 1 scores.
        var boost: Float
    }

    let terms: UnsafePointer<Term>
    private(set) var count = 0
    /// Whether all terms must be there.
    let isConjunction: Bool
    /// By term, by segment; a document frequency of 0 where the segment has not the term.
    private let infos: UnsafeMutablePointer<TermInfo>
    private let segmentCount: Int

    /// More terms than these are planned the long way, which joins those that are said twice in linear time.
    private static var mostTerms: Int { 32 }

    /// Looks the terms up; nil where the query is something else.
    ///
    /// - Throws: What looking up throws.
    init?(
        _ query: borrowing Query, over segments: borrowing [SegmentReader], _ scoring: borrowing FieldScoring,
        _ memory: borrowing WorkingMemory
    ) throws {
        segmentCount = segments.count
        switch query {
        case .term(let term):
            isConjunction = false
            let terms = memory.take(Term.self, count: 1)
            self.terms = UnsafePointer(terms)
            infos = memory.take(TermInfo.self, count: segmentCount)
            _ = try add(term, segments, scoring, to: terms)
        case .boolean(let must, let should, let mustNot):
            guard mustNot.isEmpty, must.isEmpty != should.isEmpty else { return nil }
            isConjunction = should.isEmpty
            let clauses = isConjunction ? must : should
            guard clauses.count <= Self.mostTerms else { return nil }
            let terms = memory.take(Term.self, count: clauses.count)
            self.terms = UnsafePointer(terms)
            infos = memory.take(TermInfo.self, count: clauses.count * segmentCount)
            for clause in clauses {
                guard case .term(let term) = clause else { return nil }
                if try add(term, segments, scoring, to: terms) {
                    // The way of planning that joins is the one that knows how.
                    for earlier in 0..<count - 1 where isSame(earlier, count - 1) { return nil }
                } else if isConjunction {
                    count = 0
                    return
                }
            }
        default: return nil
        }
    }

    /// Looks a term up; false where no segment has it.
    private mutating func add(
        _ term: borrowing Query.Term, _ segments: borrowing [SegmentReader], _ scoring: borrowing FieldScoring,
        to terms: UnsafeMutablePointer<Term>
    ) throws -> Bool {
        let field = term.field
        guard Int(field) < scoring.fieldCount else { return false }
        let own = infos + count * segmentCount
        var frequency: UInt64 = 0
        try term.bytes.withUnsafeBytes { bytes in
            for number in 0..<segmentCount {
                own[number] = try segments[number].term(bytes, in: field) ?? .absent
                frequency += UInt64(own[number].documentFrequency)
            }
        }
        if frequency == 0 { return false }
        let weight = scoring.isScored(field) && term.weight > 0 ? min(term.weight, 1e6) : 0
        terms[count] = Term(field: field, boost: weight * scoring.idf(documentFrequency: frequency))
        count += 1
        return true
    }

    /// Whether two terms are one: no two lists of a segment begin at the same place.
    private func isSame(_ a: Int, _ b: Int) -> Bool {
        for segment in 0..<segmentCount where info(of: a, in: segment) != info(of: b, in: segment) { return false }
        return true
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

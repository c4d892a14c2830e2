import FaguiIndex

/// Scores every document that matches, a term at a time: the oracle of `--verify`. It shares the readers of postings and
/// the formula with the engine, and nothing of how it prunes.
final class FullScorer {
    /// A document with its score.
    struct Scored: Equatable {
        var address: DocAddress
        var score: Float
    }

    private let snapshot: Snapshot
    private let average: Float

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        let total = Double(snapshot.statistics(of: TokenSchema.field).totalLength)
        average = max(1, Float(total / Double(max(1, snapshot.documentCount))))
    }

    /// The best documents and how many match.
    func best(_ query: TimedQuery.Form, limit: Int) throws -> (docs: [Scored], total: Int) {
        var all: [Scored] = []
        for number in snapshot.segments.indices { all += try documents(query, segment: number) }
        all.sort { $0.score != $1.score ? $0.score > $1.score : $0.address < $1.address }
        return (Array(all.prefix(limit)), all.count)
    }

    private func documents(_ query: TimedQuery.Form, segment number: Int) throws -> [Scored] {
        let segment = snapshot.segments[number]
        var scores = [Float](repeating: 0, count: segment.documentCount)
        var hits = [UInt8](repeating: 0, count: segment.documentCount)
        let norms = try segment.norms(of: TokenSchema.field)
        func add(_ frequencies: [(doc: Int, frequency: Int)], _ boost: Float) {
            for (doc, frequency) in frequencies {
                let factor = BM25.lengthFactor(length: Norm.lengths[Int(norms[doc])], average: average)
                scores[doc] += boost * BM25.saturation(frequency: Float(frequency), lengthFactor: factor)
                hits[doc] += 1
            }
        }
        let (clauses, needed) = clauses(of: query)
        for (clause, weight) in clauses {
            let boost = try weight * clause.reduce(Float(0)) { sum, term in try sum + idf(of: term) }
            add(try frequencies(clause, segment), boost)
        }
        return hits.indices.filter { hits[$0] >= needed && hits[$0] > 0 }.map {
            Scored(address: DocAddress(segment: number, doc: DocID($0)), score: scores[$0])
        }
    }

    /// Each term once, with the number of times that it is said, or the terms of the phrase; and how many of them must be
    /// there.
    private func clauses(of query: TimedQuery.Form) -> (clauses: [([[UInt8]], Float)], needed: Int) {
        switch query {
        case .phrase(let terms): return ([(terms, 1)], 1)
        case .terms(let terms, let areRequired):
            var clauses: [([[UInt8]], Float)] = []
            for term in terms {
                if let place = clauses.firstIndex(where: { $0.0[0] == term }) {
                    clauses[place].1 += 1
                } else {
                    clauses.append(([term], 1))
                }
            }
            return (clauses, areRequired ? clauses.count : 1)
        }
    }

    private func idf(of term: [UInt8]) throws -> Float {
        var documents: UInt64 = 0
        for segment in snapshot.segments {
            let info = try term.withUnsafeBytes { try segment.term($0, in: TokenSchema.field) }
            documents += UInt64(info?.documentFrequency ?? 0)
        }
        return BM25.idf(documentFrequency: documents, documentCount: snapshot.documentCount)
    }

    /// How often each document has the terms one behind another, by document.
    private func frequencies(_ terms: [[UInt8]], _ segment: SegmentReader) throws -> [(doc: Int, frequency: Int)] {
        var places: [Int: [UInt32]]?
        for (offset, term) in terms.enumerated() {
            var own: [Int: [UInt32]] = [:]
            var plain: [(doc: Int, frequency: Int)] = []
            guard let info = try term.withUnsafeBytes({ try segment.term($0, in: TokenSchema.field) })
            else { return [] }
            try forEachDocument(of: info, segment) { doc, frequency, positions in
                if terms.count == 1 {
                    plain.append((doc, frequency))
                } else if let earlier = places?[doc] {
                    let here = Set(try positions().map { $0 &- UInt32(offset) })
                    let both = earlier.filter { here.contains($0) }
                    if !both.isEmpty { own[doc] = both }
                } else if places == nil {
                    own[doc] = try positions()
                }
            }
            if terms.count == 1 { return plain }
            places = own
        }
        return (places ?? [:]).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }

    private func forEachDocument(
        of info: TermInfo, _ segment: SegmentReader,
        _ body: (_ doc: Int, _ frequency: Int, _ positions: () throws -> [UInt32]) throws -> Void
    ) throws {
        var postings = try segment.postings(of: info)
        let room = UnsafeMutablePointer<UInt32>.allocate(capacity: 64 + postings.blockCount)
        let impacts = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, postings.blockCount))
        defer {
            room.deallocate()
            impacts.deallocate()
        }
        var content = BlockContent(frequencies: room)
        let blocks: [Int]
        if postings.denseImpacts != nil {
            blocks = Array(0..<segment.blockCount)
        } else {
            try postings.decodeBlockList(blocks: room + 64, impacts: impacts)
            blocks = (0..<postings.blockCount).map { Int(room[64 + $0]) }
        }
        for block in blocks {
            guard try postings.decode(block: UInt32(block), into: &content) else { continue }
            var rest = content.presence
            while rest != 0 {
                let document = rest.trailingZeroBitCount
                rest &= rest - 1
                try body(
                    block * 64 + document, Int(content.frequency(of: document)),
                    {
                        var positions: [UInt32] = []
                        try postings.positions(
                            of: document, in: UInt32(block), content: content, into: &positions)
                        return positions
                    })
            }
        }
    }
}

import CVectors
import FaguiIndex
import FaguiTestSupport
import Testing

@testable import FaguiSearch

/// Searches of an index with lists of all kinds: dense ones, long ones with rows and octets, short ones.
///
/// The other property tests have some dozens of blocks a segment, in which most lists are short. Here what is expected comes
/// from the texts themselves.
@Suite struct LargeIndexTests {
    /// Of so many thousand documents one term's share each; the next two make phrases with the first two.
    private static let shares = [700, 400, 150, 40, 12, 5, 2, 1]
    private static let schema = Schema(fields: [FieldSpec(name: "body", hasPositions: true)], columns: [])

    /// The terms of every document of every segment.
    private struct Corpus {
        var segments: [[[UInt8]]] = []
        var totalLength = 0
        var documentCount: Int { segments.reduce(0) { $0 + $1.count } }

        init(_ sizes: [Int], using random: inout SeededGenerator) {
            for size in sizes {
                segments.append(
                    (0..<size).map { doc in
                        var terms: [UInt8] = []
                        for (term, share) in LargeIndexTests.shares.enumerated() {
                            // Rare terms lie in runs, as the articles of a law do.
                            let isNear = term < 3 || doc / 100 % 7 == term % 7
                            guard isNear, Int.random(in: 0..<1000, using: &random) < share * (term < 3 ? 1 : 7) else {
                                continue
                            }
                            let count =
                                Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 2...40, using: &random) : 1
                            terms += [UInt8](repeating: UInt8(term), count: count)
                        }
                        terms.shuffle(using: &random)
                        return terms
                    })
            }
            totalLength = segments.joined().reduce(0) { $0 + Norm.decode(Norm.encode($1.count)) }
        }

        func write(to directory: MemoryDirectory) throws -> Snapshot {
            var options = IndexWriter.Options()
            options.mergesInBackground = false
            let writer = try IndexWriter(directory: directory, schema: LargeIndexTests.schema, options: options)
            for (number, documents) in segments.enumerated() {
                let batch = DocumentBatch(schema: LargeIndexTests.schema)
                batch.beginSource(id: Array("\(number)".utf8), stored: [], columns: [])
                for terms in documents {
                    batch.beginDocument(stored: UnsafeRawBufferPointer(start: nil, count: 0), columns: [])
                    // The layout of a term of one byte in a word.
                    let packed = terms.map { UInt64($0) << 56 | 1 }
                    let positions = terms.indices.map { UInt32($0) }
                    try packed.withUnsafeBufferPointer { packed in
                        try positions.withUnsafeBufferPointer {
                            try batch.addTerms(
                                to: 0, terms: packed, positions: $0, arena: UnsafeBufferPointer(start: nil, count: 0))
                        }
                    }
                    batch.endDocument()
                }
                batch.endSource()
                // Nobody touches it any more, which the compiler does not see through closures.
                nonisolated(unsafe) let full = batch
                try writer.add(full)
                try writer.commit()
            }
            writer.close()
            return try Snapshot.open(directory)
        }
    }

    private enum Form: CaseIterable { case any, all, phrase }

    @Test(arguments: RandomTests.seeds(2))
    func whatIsFoundIsWhatTheTextsSay(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let corpus = Corpus([90_000, 9_000, 120_000], using: &random)
        let snapshot = try corpus.write(to: MemoryDirectory())
        #expect(snapshot.segments.count == 3)
        let searcher = Searcher(snapshot: snapshot)
        var threaded = QuerySettings()
        threaded.threads = 3
        for round in 0..<18 {
            let form = Form.allCases[round % 3]
            let count =
                form == .any
                ? Int.random(in: 1...Self.shares.count, using: &random) : Int.random(in: 2...4, using: &random)
            let terms = (0..<Self.shares.count).shuffled(using: &random).prefix(count).map { UInt8($0) }
            let query = Self.query(form, terms)
            let expected = Self.expected(form, terms, corpus)
            let comment: Comment = "seed \(seed), round \(round): \(form) \(terms)"
            for limit in [1, 10, 300] {
                let found = try searcher.search(query, limit: limit, exactTotal: true)
                #expect(found.docs == Array(expected.prefix(limit)), comment)
                #expect(found.total == expected.count && found.isTotalExact, comment)
                #expect(try searcher.search(query, limit: limit, exactTotal: false).docs == found.docs, comment)
            }
            let onThreads = try searcher.with(threaded).search(query, limit: 50, exactTotal: true)
            #expect(onThreads.docs == Array(expected.prefix(50)) && onThreads.total == expected.count, comment)
        }
    }

    @Test(arguments: RandomTests.seeds(2))
    func entriesOfGivenBlocksAreFoundWithoutTheOthers(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let corpus = Corpus([Int.random(in: 60_000...90_000, using: &random)], using: &random)
        let segment = try corpus.write(to: MemoryDirectory()).segments[0]
        var longLists = 0
        for term in 0..<Self.shares.count {
            let info = try [UInt8(term)].withUnsafeBytes { try segment.term($0, in: 0) }
            guard let info else { continue }
            let postings = try segment.postings(of: info)
            guard postings.hasGroups else { continue }
            longLists += 1
            var entries: [UInt32: UInt32] = [:]
            for (doc, text) in corpus.segments[0].enumerated() where text.contains(UInt8(term)) {
                let block = UInt32(doc / 64)
                if entries[block] == nil { entries[block] = UInt32(entries.count) }
            }
            let share = Int.random(in: 1...40, using: &random)
            let asked = (0..<UInt32(segment.blockCount)).filter { _ in Int.random(in: 0..<share, using: &random) == 0 }
            let found = try [UInt32](unsafeUninitializedCapacity: asked.count) { room, count in
                guard let base = room.baseAddress else { return }
                try asked.withUnsafeBufferPointer { blocks in
                    guard let first = blocks.baseAddress else { return }
                    try postings.findEntries(of: first, count: blocks.count, into: base)
                }
                count = asked.count
            }
            #expect(found == asked.map { entries[$0] ?? .max }, "seed \(seed), term \(term)")
        }
        #expect(longLists > 0)
    }

    @Test(arguments: RandomTests.seeds(2))
    func damagedLongListsGiveAnErrorOrAWrongScore(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let sound = MemoryDirectory()
        _ = try Corpus([40_000], using: &random).write(to: sound)
        let names = try sound.list().filter { $0.hasSuffix(".postings") || $0.hasSuffix(".positions") }
        for _ in 0..<20 {
            let damaged = MemoryDirectory(isGuarded: true)
            for name in try sound.list() {
                if let content = sound.content(of: name) { damaged.put(content, as: name) }
            }
            let name = try #require(names.randomElement(using: &random))
            var content = try #require(sound.content(of: name))
            // Header and footer are checked on opening.
            for _ in 0..<Int.random(in: 1...200, using: &random) {
                content[Int.random(in: 40..<content.count - 40, using: &random)] ^= UInt8.random(
                    in: 1...255, using: &random)
            }
            damaged.put(content, as: name)
            let searcher = Searcher(snapshot: try Snapshot.open(damaged))
            for round in 0..<12 {
                let form = Form.allCases[round % 3]
                let terms = (0..<Self.shares.count).shuffled(using: &random).prefix(3).map { UInt8($0) }
                do {
                    _ = try searcher.search(Self.query(form, terms), limit: 10, exactTotal: round % 2 == 0)
                } catch {
                    #expect(error is IndexError, "seed \(seed): \(error)")
                }
            }
        }
    }

    @Test func aLongListThatIsAskedForAloneIsScoredOutsideTheTopToo() throws {
        var random = SeededGenerator(seed: 5)
        let corpus = Corpus([90_000], using: &random)
        let searcher = Searcher(snapshot: try corpus.write(to: MemoryDirectory()))
        for term in 2...4 {
            let expected = Self.expected(.any, [UInt8(term)], corpus)
            let prepared = try searcher.prepared([Self.query(.any, [UInt8(term)])])
            let scores = SnapshotScores(searcher, prepared)
            for place in [0, 700] {
                #expect(try scores.score(of: expected[place].address) == expected[place].score)
            }
            let standing = try searcher.standing(
                of: expected[40].address, in: prepared, neighbours: 2, isCancelled: { false })
            #expect(standing?.rank == 41)
        }
    }

    @Test func aConjunctionOfAHundredLeavesKeepsItsBest() throws {
        var random = SeededGenerator(seed: 6)
        let corpus = Corpus([60_000], using: &random)
        let searcher = Searcher(snapshot: try corpus.write(to: MemoryDirectory()))
        // The first weighs nothing; phrases of the same two terms at other distances are other leaves.
        var clauses = [Query.term(Query.Term(field: 0, bytes: [1], weight: 0))]
        for offset in 0..<120 {
            clauses.append(
                .boolean(
                    must: [],
                    should: [
                        .term(Query.Term(field: 0, bytes: [0], weight: 1)),
                        .phrase(
                            Query.Phrase(
                                field: 0,
                                elements: [
                                    .init(bytes: [0], offset: 0), .init(bytes: [1], offset: UInt32(offset + 1)),
                                ],
                                weight: 1)),
                    ], mustNot: []))
        }
        let tree = Query.boolean(must: clauses, should: [], mustNot: [])
        let all = try searcher.searchExhaustively(tree, limit: 20)
        #expect(try searcher.search(tree, limit: 20, exactTotal: true).docs == all.docs)
        let plain = Query.boolean(
            must: [clauses[0]]
                + (0..<3).map { .term(Query.Term(field: 0, bytes: [UInt8($0)], weight: $0 == 1 ? 0 : 1)) },
            should: [], mustNot: [])
        #expect(
            try searcher.search(plain, limit: 3, exactTotal: false).docs
                == searcher.searchExhaustively(plain, limit: 3).docs)
    }

    @Test func leavesThatAreSpreadHaveTheSameBoundsOrLowerOnes() throws {
        var random = SeededGenerator(seed: 8)
        let corpus = Corpus([50_000], using: &random)
        let searcher = Searcher(snapshot: try corpus.write(to: MemoryDirectory()))
        let prepared = try searcher.prepared([Self.query(.any, [0, 1, 2, 3, 4, 5, 6])])
        func bounds(most: Int) throws -> [UInt16] {
            let leaves = try SegmentLeaves(prepared.plans[0], number: 0, in: searcher.snapshot, searcher.scoring)
            leaves.spread(most: most)
            let bounds = BlockBounds(leaves)
            return (0..<bounds.count).map { bounds.values[$0] }
        }
        let (sums, own) = (try bounds(most: 0), try bounds(most: .max))
        // With vectors an octet's leaves are summed, not all of a block's.
        #expect(own == sums || fagui_has_vectors())
        #expect(own.indices.allSatisfy { own[$0] <= sums[$0] && (own[$0] == 0) == (sums[$0] == 0) })
    }

    @Test func aQueryOfTwentyThousandPhrasesIsAnswered() throws {
        var random = SeededGenerator(seed: 11)
        let corpus = Corpus([3_000], using: &random)
        let searcher = Searcher(snapshot: try corpus.write(to: MemoryDirectory()))
        // Phrases of five of eight terms, all different.
        let terms = (0..<20_000).map { number in
            Self.query(.phrase, (0..<5).map { UInt8(number >> (3 * $0) & 7) })
        }
        let query = Query.boolean(must: [], should: terms, mustNot: [])
        let found = try searcher.search(query, limit: 10, exactTotal: true)
        let expected = try searcher.count(query)
        #expect(found.total == expected && found.docs.count == min(10, expected))
    }

    private static func query(_ form: Form, _ terms: [UInt8]) -> Query {
        let queries = terms.map { Query.term(Query.Term(field: 0, bytes: [$0], weight: 1)) }
        switch form {
        case .any: return .boolean(must: [], should: queries, mustNot: [])
        case .all: return .boolean(must: queries, should: [], mustNot: [])
        case .phrase:
            return .phrase(
                Query.Phrase(
                    field: 0,
                    elements: terms.enumerated().map {
                        Query.Phrase.Element(bytes: [$0.element], offset: UInt32($0.offset))
                    }, weight: 1))
        }
    }

    /// Scores every document by its text, in the order of the query's terms.
    private static func expected(_ form: Form, _ terms: [UInt8], _ corpus: Corpus) -> [TopDocs.ScoredDoc] {
        let average = max(1, Float(Double(corpus.totalLength) / Double(corpus.documentCount)))
        let idfs = terms.map { term in
            BM25.idf(
                documentFrequency: UInt64(corpus.segments.joined().count { $0.contains(term) }),
                documentCount: UInt64(corpus.documentCount))
        }
        var found: [TopDocs.ScoredDoc] = []
        for (number, documents) in corpus.segments.enumerated() {
            for (doc, text) in documents.enumerated() {
                let factor = BM25.lengthFactor(
                    length: Float(Norm.decode(Norm.encode(text.count))), average: average)
                var score: Float = 0
                var matched = 0
                if form == .phrase {
                    let frequency = occurrences(of: terms, in: text)
                    if frequency == 0 { continue }
                    score =
                        idfs.reduce(0, +) * BM25.saturation(frequency: Float(frequency), lengthFactor: factor)
                } else {
                    for (term, idf) in zip(terms, idfs) {
                        let frequency = text.count { $0 == term }
                        if frequency == 0 { continue }
                        matched += 1
                        score += idf * BM25.saturation(frequency: Float(frequency), lengthFactor: factor)
                    }
                    if matched < (form == .all ? terms.count : 1) { continue }
                }
                found.append(
                    TopDocs.ScoredDoc(address: DocAddress(segment: number, doc: DocID(doc)), score: score))
            }
        }
        return found.sorted { $0.score != $1.score ? $0.score > $1.score : $0.address < $1.address }
    }

    private static func occurrences(of terms: [UInt8], in text: [UInt8]) -> Int {
        guard text.count >= terms.count else { return 0 }
        return (0...text.count - terms.count).count { text[$0..<$0 + terms.count].elementsEqual(terms) }
    }
}

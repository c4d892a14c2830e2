import FaguiIndex
import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiSearch

/// Pages, orders, facets and single scores against scoring everything and plain sorting.
@Suite struct PagingPropertyTests {
    private struct Setting {
        var model: SearchModel
        var searcher: Searcher
        var random: SeededGenerator
    }

    private static func setting(_ seed: UInt64) throws -> Setting {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let size = [1, 63, 65, 200, 700].randomElement(using: &random) ?? 1
        var model = SearchModel(
            documentCount: size, segmentCount: Int.random(in: 1...4, using: &random), using: &random)
        let searcher = Searcher(snapshot: try model.write(to: MemoryDirectory(), using: &random))
        return Setting(model: model, searcher: searcher, random: random)
    }

    private static func prepared(_ query: Query, _ searcher: Searcher) throws -> PreparedQuery {
        try searcher.prepared(searcher.snapshot.segments.map { _ in query })
    }

    /// What comes where, by the book.
    private static func sorted(
        _ docs: [TopDocs.ScoredDoc], _ model: SearchModel, _ order: Order
    ) -> [TopDocs.ScoredDoc] {
        docs.sorted { a, b in
            let (x, y) = (order.value(model, a.address), order.value(model, b.address))
            if x != y {
                if x.isEmpty || y.isEmpty { return y.isEmpty }
                return order.isDescending ? y.lexicographicallyPrecedes(x) : x.lexicographicallyPrecedes(y)
            }
            return a.score != b.score ? a.score > b.score : a.address < b.address
        }
    }

    enum Order: CaseIterable {
        case score, numbers, numbersDescending, keywords, keywordsDescending

        var isDescending: Bool { self == .numbersDescending || self == .keywordsDescending }

        /// What is compared; empty for no value.
        func value(_ model: SearchModel, _ address: DocAddress) -> [UInt8] {
            let own = model.segments[address.segment][Int(address.doc)]
            switch self {
            case .score: return []
            case .numbers, .numbersDescending:
                return own.date == 0 ? [] : (0..<4).map { UInt8(truncatingIfNeeded: own.date >> UInt32(24 - 8 * $0)) }
            case .keywords, .keywordsDescending: return own.issuer.reversed()
            }
        }

        var order: DocumentOrder? {
            switch self {
            case .score: nil
            case .numbers, .numbersDescending: DocumentOrder(.numbers(column: 2), isDescending: isDescending)
            // Not the bytes themselves, so that it shows whether the key is asked.
            case .keywords, .keywordsDescending:
                DocumentOrder(.keywords(column: 1) { $0.reversed() }, isDescending: isDescending)
            }
        }
    }

    @Test(arguments: RandomTests.seeds(6))
    func pagesJoinedAreTheWholeListInEveryOrder(seed: UInt64) throws {
        var setting = try Self.setting(seed)
        for round in 0..<6 {
            let query = RandomQueries.query(using: &setting.random)
            let all = try setting.searcher.searchExhaustively(query, limit: .max)
            let prepared = try Self.prepared(query, setting.searcher)
            for order in Order.allCases {
                let comment: Comment = "seed \(seed), round \(round), \(order): \(query)"
                let expected = Self.sorted(all.docs, setting.model, order)
                let whole = try setting.searcher.ranked(prepared, limit: .max, exactTotal: true, order: order.order)
                #expect(whole.docs == expected, comment)
                #expect(whole.total == expected.count && whole.isTotalExact, comment)
                let length = [1, 2, 7, 40].randomElement(using: &setting.random) ?? 1
                var joined: [TopDocs.ScoredDoc] = []
                // A few pages only where they are short.
                while joined.count < min(expected.count, 12 * length) {
                    let position = joined.last.map { RankPosition(score: $0.score, address: $0.address) }
                    let page = try setting.searcher.ranked(
                        prepared, limit: length, exactTotal: false, order: order.order, after: position)
                    #expect(!page.docs.isEmpty && page.docs.count <= length, comment)
                    if page.docs.isEmpty { break }
                    joined += page.docs
                }
                #expect(joined == Array(expected.prefix(joined.count)), comment)
            }
        }
    }

    @Test(arguments: RandomTests.seeds(3))
    func nothingStandsBehindTheLast(seed: UInt64) throws {
        var setting = try Self.setting(seed)
        let query = RandomQueries.bag(8, using: &setting.random)
        let prepared = try Self.prepared(query, setting.searcher)
        for order in Order.allCases {
            let all = try setting.searcher.ranked(prepared, limit: .max, exactTotal: false, order: order.order)
            guard let last = all.docs.last else { continue }
            let page = try setting.searcher.ranked(
                prepared, limit: 5, exactTotal: false, order: order.order,
                after: RankPosition(score: last.score, address: last.address))
            #expect(page.docs.isEmpty, "seed \(seed), \(order)")
        }
    }

    @Test(arguments: RandomTests.seeds(4))
    func facetsCountAsADictionaryDoes(seed: UInt64) throws {
        var setting = try Self.setting(seed)
        for round in 0..<10 {
            let query = RandomQueries.query(using: &setting.random)
            var counts: [[UInt8]: Int] = [:]
            var missing = 0
            for doc in try setting.searcher.searchExhaustively(query, limit: .max).docs {
                let document = setting.model.segments[doc.address.segment][Int(doc.address.doc)]
                if document.issuer.isEmpty { missing += 1 }
                for issuer in document.issuer.split(separator: 10) { counts[Array(issuer), default: 0] += 1 }
            }
            let (facets, isPartial) = try setting.searcher.facets(
                Self.prepared(query, setting.searcher), columns: [1], limit: 3, isCancelled: { false },
                isExpired: { false })
            let facet = try #require(facets.first)
            let comment: Comment = "seed \(seed), round \(round): \(query)"
            #expect(!isPartial && facets.count == 1)
            #expect(facet.missing == missing && facet.valueCount == counts.count, comment)
            #expect(facet.values.count == min(3, counts.count), comment)
            #expect(facet.values.allSatisfy { counts[$0.bytes] == $0.count }, comment)
            let least = facet.values.last?.count ?? 0
            #expect(counts.count { $0.value > least } < max(1, facet.values.count), comment)
        }
    }

    @Test(arguments: RandomTests.seeds(4))
    func singleScoresAndStandingsAreThoseOfTheList(seed: UInt64) throws {
        var setting = try Self.setting(seed)
        for round in 0..<8 {
            let query = RandomQueries.query(using: &setting.random)
            let comment: Comment = "seed \(seed), round \(round): \(query)"
            let all = try setting.searcher.searchExhaustively(query, limit: .max).docs
            let prepared = try Self.prepared(query, setting.searcher)
            let scores = SnapshotScores(setting.searcher, prepared)
            let byAddress = Dictionary(uniqueKeysWithValues: all.map { ($0.address, $0.score) })
            for (number, segment) in setting.searcher.snapshot.segments.enumerated() {
                let source = Int.random(in: 0..<segment.sourceCount, using: &setting.random)
                let documents = try segment.documents(ofSource: source).map { DocAddress(segment: number, doc: $0) }
                for address in documents { #expect(try scores.score(of: address) == byAddress[address], comment) }
                let expected = documents.compactMap { address in
                    byAddress[address].map { TopDocs.ScoredDoc(address: address, score: $0) }
                }
                #expect(try scores.matches(ofSource: source, in: number) == expected, comment)
            }
            guard let place = all.indices.randomElement(using: &setting.random) else { continue }
            let standing = try setting.searcher.standing(
                of: all[place].address, in: prepared, neighbours: 3, isCancelled: { false })
            #expect(standing?.rank == place + 1 && standing?.score == all[place].score, comment)
            #expect(standing?.before == Array(all[..<place].suffix(3)), comment)
        }
    }

    @Test(arguments: RandomTests.seeds(4))
    func aDiagnosisFailsWhereTheDocumentDoesNotMatchAndElseAddsUp(seed: UInt64) throws {
        var setting = try Self.setting(seed)
        for round in 0..<12 {
            let query = RandomQueries.query(using: &setting.random)
            let comment: Comment = "seed \(seed), round \(round): \(query)"
            let expected = setting.model.matches(query)
            let prepared = try Self.prepared(query, setting.searcher)
            for segment in setting.model.segments.indices {
                let documents = setting.model.segments[segment]
                let doc = Int.random(in: 0..<documents.count, using: &setting.random)
                if documents[doc].isDeleted { continue }
                let address = DocAddress(segment: segment, doc: DocID(doc))
                let diagnosis = try setting.searcher.diagnose(prepared, address)
                #expect((diagnosis.failure == nil) == (expected[address] != nil), comment)
                #expect(diagnosis.terms.allSatisfy { $0.frequency == 0 || $0.documentFrequency > 0 }, comment)
            }
        }
    }

    @Test(arguments: RandomTests.seeds(6))
    func whatIsFoundInTimeIsRightAndSaysThatItIsNotAll(seed: UInt64) throws {
        var setting = try Self.setting(seed)
        for round in 0..<20 {
            let query = RandomQueries.bag(Int.random(in: 1...30, using: &setting.random), using: &setting.random)
            let all = try setting.searcher.searchExhaustively(query, limit: .max).docs
            let prepared = try Self.prepared(query, setting.searcher)
            let order = Order.allCases.randomElement(using: &setting.random) ?? .score
            let calls = Int.random(in: 0..<12, using: &setting.random)
            let left = Mutex(calls)
            let top = try setting.searcher.ranked(
                prepared, limit: 20, exactTotal: true, order: order.order,
                isExpired: {
                    left.withLock {
                        $0 -= 1
                        return $0 < 0
                    }
                })
            let comment: Comment = "seed \(seed), round \(round), \(calls) calls, \(order): \(query)"
            #expect(Set(top.docs.map(\.address)).isSubset(of: Set(all.map(\.address))), comment)
            let scores = Dictionary(uniqueKeysWithValues: all.map { ($0.address, $0.score) })
            #expect(top.docs.allSatisfy { scores[$0.address] == $0.score }, comment)
            #expect(top.total >= top.docs.count && top.total <= all.count, comment)
            if !top.isPartial {
                #expect(top.docs == Array(Self.sorted(all, setting.model, order).prefix(20)), comment)
                #expect(top.total == all.count && top.isTotalExact, comment)
            } else {
                #expect(!top.isTotalExact, comment)
            }
        }
    }

    @Test func aCancelledSearchThrowsWhateverTheTime() throws {
        let setting = try Self.setting(5)
        let prepared = try Self.prepared(.prefix(.init(field: 0, bytes: [], weight: 1)), setting.searcher)
        for order in Order.allCases {
            #expect(throws: SearchError.cancelled) {
                try setting.searcher.ranked(
                    prepared, limit: 3, exactTotal: true, order: order.order, isCancelled: { true })
            }
        }
    }
}

import Fagui
import FaguiTestSupport
import Testing

/// Pages by cursor, collapsed by text and by law, against the plain list.
@Suite struct PagingTests {
    private static let words = ["质量", "安全", "监督", "检查", "召回", "产品"]

    /// A library of small laws that often say the same, in several commits, with some of them gone again.
    private static func library(_ folder: TemporaryFolder, _ random: inout SeededGenerator) async throws -> Library {
        let library = try await Library.create(at: folder.path + "/index")
        let count = Int.random(in: 4...25, using: &random)
        for number in 0..<count {
            let lines = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
                    .joined(separator: Bool.random(using: &random) ? "，" : "") + "。"
            }
            let year = Int.random(in: 0..<6, using: &random)
            let metadata =
                year == 0
                ? [] : [MetadataEntry(key: "issued", value: "200\(year)-0\(Int.random(in: 1...9, using: &random))-01")]
            // Titles of equal length, so that equal texts have equal scores unless a word is in them.
            let title = ["办法", "规定", "质量"].randomElement(using: &random) ?? ""
            try await library.add(
                id: "t\(number)", title: title, text: lines.joined(separator: "\n"), metadata: metadata)
            if Int.random(in: 0..<6, using: &random) == 0 { try await library.commit() }
        }
        try await library.commit()
        _ = try await library.remove(ids: ["t\(Int.random(in: 0..<count, using: &random))"])
        return library
    }

    /// What should be shown of the full list, in its order: the first of each law, of these the first of each text.
    private static func collapsed(_ hits: [Hit], laws: Bool, texts: Bool, _ text: [String: String]) -> [String] {
        var seenLaws: Set<String> = []
        var seenTexts: Set<String> = []
        var kept: [String] = []
        for hit in hits {
            if laws, !seenLaws.insert(hit.law.id).inserted { continue }
            if texts, !seenTexts.insert(text[hit.id] ?? hit.id).inserted { continue }
            kept.append(hit.id)
        }
        return kept
    }

    @Test(arguments: RandomTests.seeds(5))
    func pagesJoinedAreTheWholeList(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let library = try await Self.library(folder, &random)
        var texts: [String: String] = [:]
        for number in 0..<30 {
            for passage in try await library.passages(withID: "t\(number)") { texts[passage.id] = passage.text }
        }
        for round in 0..<12 {
            let query = (0..<2).map { _ in Self.words.randomElement(using: &random) ?? "" }.joined(separator: " ")
            let sort = SearchSort.allCases.randomElement(using: &random) ?? .score
            let (laws, duplicates) = (Bool.random(using: &random), Bool.random(using: &random))
            let comment: Comment = "seed \(seed), round \(round): \(query), \(sort), laws \(laws), texts \(duplicates)"
            var options = SearchOptions(limit: 10_000, collapsesDuplicates: false, makesSnippets: false)
            options.sort = sort
            let plain = try await library.search(query, options: options)
            #expect(plain.next == nil && plain.hits.count == plain.total.value, comment)
            let expected = Self.collapsed(plain.hits, laws: laws, texts: duplicates, texts)
            options.collapsesLaws = laws
            options.collapsesDuplicates = duplicates
            options.limit = Int.random(in: 1...5, using: &random)
            var joined: [Hit] = []
            repeat {
                let page = try await library.search(query, options: options)
                #expect(page.hits.count == options.limit || page.next == nil, comment)
                #expect(page.total.value == plain.total.value, comment)
                joined += page.hits
                options.after = page.next
            } while options.after != nil && joined.count <= expected.count
            #expect(joined.map(\.id) == expected, comment)
            #expect(joined.map(\.rank) == Array(1..<expected.count + 1), comment)
            if laws {
                let counts = Dictionary(grouping: plain.hits, by: \.law.id).mapValues(\.count)
                #expect(joined.allSatisfy { $0.othersInLaw == (counts[$0.law.id] ?? 0) - 1 }, comment)
            } else {
                #expect(joined.allSatisfy { $0.othersInLaw == nil }, comment)
            }
            options.after = nil
            options.offset = Int.random(in: 0...8, using: &random)
            let offset = try await library.search(query, options: options).hits.map(\.id)
            #expect(offset == Array(expected.dropFirst(options.offset).prefix(options.limit)), comment)
        }
    }

    @Test(arguments: RandomTests.seeds(3))
    func sortsAsAListIsSorted(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let library = try await Self.library(folder, &random)
        var options = SearchOptions(limit: 1000, collapsesDuplicates: false, makesSnippets: false)
        let byScore = try await library.search("质量 安全 监督", options: options).hits
        func date(_ hit: Hit) -> String { hit.law.metadata.first { $0.key == "issued" }?.value ?? "" }
        // The list by score is in the order of ties; Swift's sort is stable.
        let dated = byScore.filter { !date($0).isEmpty }
        let undated = byScore.filter { date($0).isEmpty }
        options.sort = .oldest
        #expect(
            try await library.search("质量 安全 监督", options: options).hits.map(\.id)
                == (dated.sorted { date($0) < date($1) } + undated).map(\.id), "seed \(seed)")
        options.sort = .newest
        #expect(
            try await library.search("质量 安全 监督", options: options).hits.map(\.id)
                == (dated.sorted { date($0) > date($1) } + undated).map(\.id), "seed \(seed)")
        // bàn fǎ, guī dìng, zhì liàng
        let places = ["办法": 0, "规定": 1, "质量": 2]
        options.sort = .title
        #expect(
            try await library.search("质量 安全 监督", options: options).hits.map(\.id)
                == byScore.sorted { places[$0.law.title] ?? 9 < places[$1.law.title] ?? 9 }.map(\.id), "seed \(seed)")
    }

    @Test(arguments: RandomTests.seeds(2))
    func facetsCountAllMatches(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let library = try await Self.library(folder, &random)
        var options = SearchOptions(limit: 1000, collapsesDuplicates: false, makesSnippets: false)
        let all = try await library.search("质量 召回", options: options).hits
        options.limit = 1
        options.facets = [.title, .year, .issuer]
        options.facetLimit = 2
        let facets = try await library.search("质量 召回", options: options).facets
        #expect(facets.map(\.column) == [.title, .year, .issuer])
        let titles = Dictionary(grouping: all, by: \.law.title).mapValues(\.count)
        #expect(facets[0].valueCount == titles.count && facets[0].missing == 0, "seed \(seed)")
        #expect(facets[0].values.map(\.count) == Array(titles.values.sorted(by: >).prefix(2)), "seed \(seed)")
        let years = Dictionary(grouping: all) { hit in
            String((hit.law.metadata.first { $0.key == "issued" }?.value ?? "").prefix(4))
        }.mapValues(\.count)
        #expect(facets[1].missing == years["", default: 0], "seed \(seed)")
        #expect(facets[1].values.allSatisfy { years[$0.text] == $0.count }, "seed \(seed)")
        #expect(facets[2].values.isEmpty && facets[2].missing == all.count, "seed \(seed)")
    }
}

import Fagui
import FaguiTestSupport
import Testing

/// Pages of a library of mutated copies against all pairs compared.
@Suite struct NearCopyPagingTests {
    private static let words = ["质量", "安全", "监督", "检查", "召回", "产品", "企业", "部门", "信息", "报告", "电梯", "锅炉", "认证", "标准"]

    private static func sentence(_ random: inout SeededGenerator) -> String {
        var text = ""
        while text.count < Int.random(in: 30...90, using: &random) {
            text +=
                random.pick(words) + random.pick(["", "", "，", "应当", "可以", "三日"])
        }
        return text + "。"
    }

    private static func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
        var characters = Array(text)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: 0..<characters.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: characters[place] = "的"
            case 1: characters.insert("地", at: place)
            case 2: characters.insert("、", at: place)
            case 3: characters.insert(" ", at: place)
            default: characters.swapAt(place, 0)
            }
        }
        return String(characters)
    }

    private static func library(_ folder: TemporaryFolder, _ random: inout SeededGenerator) async throws -> Library {
        let library = try await Library.create(at: folder.path + "/index")
        var known = (0..<3).map { _ in sentence(&random) }
        let count = Int.random(in: 4...24, using: &random)
        for number in 0..<count {
            let lines = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                // Copies of copies, so that small differences add up.
                let line =
                    Int.random(in: 0..<6, using: &random) == 0
                    ? sentence(&random) : mutated(random.pick(known), &random)
                known.append(line)
                return line
            }
            var metadata: [MetadataEntry] = []
            if Bool.random(using: &random) {
                let day = "200\(Int.random(in: 1...3, using: &random))-0\(Int.random(in: 1...3, using: &random))-01"
                metadata.append(MetadataEntry(key: "issued", value: day))
            }
            if let level = random.pick(["规范性文件", "其他", "地方性法规", nil, nil]) {
                metadata.append(MetadataEntry(key: "level", value: level))
            }
            let title = random.pick(["关于质量的通知", "转发关于质量的通知", "质量的报告", "质量管理办法"])
            try await library.add(
                id: "t\(number)", title: title, text: lines.joined(separator: "\n"), metadata: metadata)
            if Int.random(in: 0..<6, using: &random) == 0 { try await library.commit() }
        }
        try await library.commit()
        _ = try await library.remove(ids: ["t\(Int.random(in: 0..<count, using: &random))"])
        return library
    }

    private static func oracle(_ library: Library) async throws -> CopyOracle {
        var passages: [CopyOracle.Passage] = []
        for number in 0..<30 {
            for passage in try await library.passages(withID: "t\(number)") {
                passages.append(
                    CopyOracle.Passage(
                        id: passage.id, text: passage.text, law: passage.law, place: passages.count))
            }
        }
        return try CopyOracle(passages)
    }

    @Test(arguments: RandomTests.seeds(8))
    func pagesJoinedAreTheWholeListUnderTheMostAuthoritative(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let library = try await Self.library(folder, &random)
        let oracle = try await Self.oracle(library)
        for round in 0..<10 {
            let query = (0..<2).map { _ in random.pick(Self.words) }.joined(separator: " ")
            var options = SearchOptions(limit: 10_000, collapsesDuplicates: false, makesSnippets: false)
            options.validity = .all
            options.sort = random.pick(SearchSort.allCases)
            options.collapsesLaws = Bool.random(using: &random)
            let comment: Comment = "seed \(seed), round \(round): \(query), \(options.sort), \(options.collapsesLaws)"
            let plain = try await library.search(query, options: options).hits
            #expect(plain.allSatisfy { $0.nearDuplicates.isEmpty })
            let expected = oracle.collapsed(plain.map(\.id))
            options.collapsesDuplicates = true
            options.limit = Int.random(in: 1...5, using: &random)
            var joined: [Hit] = []
            repeat {
                let page = try await library.search(query, options: options)
                #expect(page.hits.count == options.limit || page.next == nil, comment)
                joined += page.hits
                options.after = page.next
            } while options.after != nil && joined.count <= expected.count
            #expect(joined.map(\.id) == expected, comment)
            #expect(joined.map(\.rank) == Array(1..<expected.count + 1), comment)
            let scores = Dictionary(uniqueKeysWithValues: plain.map { ($0.id, $0.score) })
            for hit in joined {
                #expect(hit.score == scores[hit.id], comment)
                #expect(Set(hit.nearDuplicates.map(\.id)) == oracle.nearCopies(of: hit.id), comment)
                #expect(hit.nearDuplicates.allSatisfy { (0.7...1).contains($0.similarity) }, comment)
            }
            options.after = nil
            options.offset = Int.random(in: 0...8, using: &random)
            let offset = try await library.search(query, options: options).hits.map(\.id)
            #expect(offset == Array(expected.dropFirst(options.offset).prefix(options.limit)), comment)
        }
    }
}

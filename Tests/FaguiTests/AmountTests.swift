import FaguiCorpus
import FaguiIndex
import FaguiTestSupport
import FaguiText
import Testing

@testable import Fagui

/// Amounts as query clauses, from the text to what is highlighted.
@Suite struct AmountTests {
    private let folder = TemporaryFolder()

    private static let texts = [
        ("a", "违反本条例的，处一万元以上十万元以下罚款。"), ("b", "处五日以下拘留或者五百元以下罚款。质量监督。"),
        ("c", "违法所得五万元以上的，并处违法所得一倍以上五倍以下罚款。"), ("d", "注册资本不低于人民币五千万元。"), ("e", "應當自收到之日起３０個工作日內答覆。"),
        ("f", "保存期限不得少于三年，2009年1月1日起施行。"), ("g", "税率为百分之五至百分之十。"), ("h", "质量监督，不罚款。"),
    ]

    private func library() async throws -> Library {
        let library = try await Library.create(at: folder.path + "/index")
        for (id, text) in Self.texts { try await library.add(id: id, title: "条例", text: text) }
        try await library.commit()
        return library
    }

    private func found(_ query: String, in library: Library) async throws -> String {
        var options = SearchOptions(limit: 100)
        options.isStrict = true
        return try await library.search(query, options: options).hits.map(\.law.id).sorted().joined()
    }

    @Test(
        arguments: [
            ("罚款>=100000", "a"), ("罚款>=10万元", "a"), ("罚款>100000", ""), ("罚款>=500", "ab"), ("罚款<=500", "b"),
            ("罚款<500", ""),
            ("罚款<=十万元", "ab"), ("罚款=1万元", "a"), ("罚款>=5倍", "c"), ("罚款>5倍", ""), ("罚款<=5倍", "c"), ("违法所得>=1亿元", "c"),
            ("违法所得=50000", "c"), ("违法所得<=5倍", "c"), ("倍数>=3", "c"), ("金额>=1亿", "cd"), ("注册资本>=5000万", "d"),
            ("注册资本<=5000万", ""),
            ("注册资本=5000万元", "d"), ("期限<=5日", "b"), ("期限<=三十日", "be"), ("期限>=10年", "f"), ("保存>=3年", "f"), ("保存<=3年", ""),
            ("保存=36个月", ""), ("保存=3年", "f"), ("拘留>=5", "b"), ("比例>5%", "g"), ("比例>=百分之十", "g"), ("税率<=10%", "g"),
            ("税率<10%", ""),
            ("ratio<=10", "g"), ("period<=720小时", "be"), ("罚金>=1", ""), ("质量 罚款>=1", "b"), ("质量 -罚款>=1", "h"),
            ("罚款>=10万 OR 期限<=5日", "ab"), ("* -金额>=0 -期限>=0 -倍数>=0 -比例>=0", "h"), ("罚款>=1 AND 拘留>=1", "b"),
            ("{罚款>=1 质量 拘留>=1}~2", "b"), ("+罚款>=1", "ab"), ("filter:(罚款>=1 质量)", "b"),
        ] as [(String, String)])
    func findsPassagesByTheirAmounts(_ query: String, _ expected: String) async throws {
        let library = try await library()
        #expect(try await found(query, in: library) == expected)
        #expect(try await library.count(query) == expected.count)
        try await library.mergeAll()
        #expect(try await found(query, in: library) == expected)
    }

    @Test(
        arguments: [
            ("罚款>=100000", "a", ["一万元以上十万元以下"]), ("罚款<=500", "b", ["五百元以下"]), ("期限<=30日", "e", ["３０個工作日內"]),
            ("注册资本>=1", "d", ["不低于人民币五千万元"]), ("质量 罚款<=500", "b", ["五百元以下", "质量"]), ("保存=3年", "f", ["不得少于三年"]),
            ("违法所得>=1倍 OR 违法所得>=1", "c", ["五万元以上", "一倍以上五倍以下"]), ("质量 -罚款>=1", "h", ["质量"]), ("金额>=1", "c", ["五万元以上"]),
        ] as [(String, String, [String])])
    func whatIsAsAskedIsHighlighted(_ query: String, _ id: String, _ texts: [String]) async throws {
        let hits = try await library().search(query, limit: 100).hits
        let snippet = try #require(hits.first { $0.law.id == id }).snippet
        let scalars = Array(snippet.text.unicodeScalars)
        let shown = snippet.highlights.map { range in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
        #expect(shown == texts)
    }

    @Test func doesNotScoreAndSaysWhyAPassageIsNotFound() async throws {
        let library = try await library()
        let plain = try await library.search("质量", limit: 9).hits.first { $0.law.id == "b" }
        var options = SearchOptions(limit: 9)
        options.explains = true
        let hit = try #require(try await library.search("质量 罚款>=1", options: options).hits.first)
        #expect(hit.score == plain?.score && hit.explanation != nil)
        #expect(try await library.search("罚款>=1", limit: 9).hits.allSatisfy { $0.score == 0 })
        let report = try await library.whyNot("质量 罚款>=1000", "b#p1")
        #expect(report.failure == .missing("罚款>=1000"))
        #expect(report.terms.contains { $0.text == "罚款>=1000" && $0.passages == 1 })
        #expect(try await library.whyNot("质量 -罚款>=1", "b#p1").failure == .excluded("罚款>=1"))
        #expect(try await library.whyNot("罚款>=1", "b#p1").isMatch)
    }

    @Test func strictReadingSaysWhatWasExpected() async throws {
        let library = try await library()
        var options = SearchOptions()
        options.isStrict = true
        let error = await #expect(throws: LibraryError.self) {
            try await library.search("质量 罚款>=五天", options: options)
        }
        #expect(error?.code == .invalidQuery)
        #expect(try await library.search("罚款>=五天", limit: 9).total.value > 0, "text, where it is read leniently")
    }

    /// Writes an index as it was before amounts were kept.
    private func writeOld(to path: String) throws {
        var schema = LibrarySchema.schema
        schema.fields.removeSubrange(Int(LibrarySchema.amountsField)...)
        let writer = try IndexWriter(
            directory: FileSystemDirectory(path: path, creating: true), schema: schema)
        try writer.keepAnalysis(Analysis.current.serialized)
        let indexer = try SourceIndexer(.current, schema: schema)
        try indexer.add(StoredSourceTests.source(id: "old", text: "质量监督，处三万元罚款。"), contentHash: 1)
        // The indexer begins another one.
        nonisolated(unsafe) let batch = indexer.takeBatch()
        try writer.add(batch)
        try writer.commit()
        writer.close()
    }

    @Test func reanalyzingAloneBringsAnOlderIndexUpToDate() async throws {
        let path = folder.path + "/old"
        try writeOld(to: path)
        let library = try await Library.open(at: path)
        #expect(try await library.reanalyze().changedTexts == 1)
        #expect(try await library.search("罚款>=1", limit: 9).hits.map(\.law.id) == ["old"])
        #expect(try await library.reanalyze().changedTexts == 0)
        #expect(try await Library.verify(at: path).isSound)
    }

    @Test func anOlderIndexIsSearchedAndBroughtUpToDate() async throws {
        let path = folder.path + "/old"
        try writeOld(to: path)
        let library = try await Library.open(at: path)
        #expect(try await library.search("质量", limit: 9).hits.count == 1)
        let results = try await library.search("罚款>=1", limit: 9)
        #expect(results.hits.isEmpty && results.notes.contains { $0.contains("罚款>=1; 'fagui index'") })
        try await library.add(id: "new", title: "新", text: "质量监督，处五万元罚款。")
        try await library.commit()
        #expect(try await library.search("罚款>=1", limit: 9).hits.map(\.law.id) == ["new"])
        try await library.mergeAll()
        #expect(try await library.search("质量", limit: 9).hits.count == 2)
        #expect(try await library.search("罚款>=1", limit: 9).notes.count == 1)
        #expect(try await library.reanalyze().changedTexts == 1)
        let updated = try await library.search("罚款>=1", limit: 9)
        #expect(updated.hits.count == 2 && updated.notes.isEmpty)
        #expect(try await Library.verify(at: path).isSound)
    }

    // MARK: Against a model

    /// An amount as a passage states it: what it is an amount of, and the least and the most in yuan, days or times.
    private struct Stated {
        var subject: String
        var lower: Int?
        var upper: Int?
        var text: String
    }

    private static func stated(using random: inout SeededGenerator) -> Stated {
        let forms = [
            ("罚款", "元", "处", "罚款"), ("拘留", "日", "处", "拘留"), ("罚金", "元", "并处", "的罚金"), ("注册资本", "元", "注册资本", ""),
            ("保存", "日", "保存期限", ""), ("罚款", "倍", "处所得", "的罚款"), ("", "日", "应当在", "答复"),
        ]
        let (subject, unit, before, behind) = forms[Int.random(in: forms.indices, using: &random)]
        let low = Int.random(in: 2...30, using: &random)
        let high = low + Int.random(in: 1...30, using: &random)
        func written(_ value: Int) -> String { "\(value)\(unit)" }
        let key = subject + unit
        let (lower, upper, text): (Int?, Int?, String) =
            switch Int.random(in: 0..<6, using: &random) {
            case 0: (low, low, written(low))
            case 1: (nil, high, written(high) + "以下")
            case 2: (low, nil, written(low) + "以上")
            case 3: (low, high, written(low) + "以上" + written(high) + "以下")
            case 4: (nil, high, "不超过" + written(high))
            default: (low, high, "\(low)至" + written(high))
            }
        return Stated(subject: key, lower: lower, upper: upper, text: before + text + behind)
    }

    @Test(arguments: RandomTests.seeds(3))
    func findsWhatTheModelFinds(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let library = try await Library.create(at: folder.path + "/model")
        var passages: [[Stated]] = []
        for number in 0..<150 {
            let amounts = (0..<Int.random(in: 0...3, using: &random)).map { _ in Self.stated(using: &random) }
            passages.append(amounts)
            let text = (["第\(number)号文"] + amounts.map(\.text)).joined(separator: "；") + "。"
            try await library.add(id: "\(number)", title: "文", text: text)
            if number % 60 == 59 { try await library.commit() }
        }
        _ = try await library.remove(ids: ["3", "70"])
        passages[3] = []
        passages[70] = []
        for _ in 0..<60 {
            let (name, unit) = [
                ("罚款", "元"), ("拘留", "日"), ("罚金", "元"), ("注册资本", "元"), ("保存", "日"), ("罚款", "倍"), ("期限", "日"),
                ("金额", "元"),
                ("倍数", "倍"),
            ].randomElement(using: &random)!
            let sign = [">=", ">", "<=", "<", "="].randomElement(using: &random)!
            let value = Int.random(in: 0...62, using: &random)
            let isAny = ["期限", "金额", "倍数"].contains(name)
            let expected = passages.indices.filter { number in
                passages[number].contains { amount in
                    guard isAny ? amount.subject.hasSuffix(unit) : amount.subject == name + unit else { return false }
                    let most = amount.upper ?? .max
                    return switch sign {
                    case ">=": most >= value
                    case ">": most > value
                    case "<=": most <= value
                    case "<": most < value
                    default: amount.lower == value || amount.upper == value
                    }
                }
            }
            let query = "\(name)\(sign)\(value)\(unit)"
            let hits = try await library.search(query, limit: 1000).hits
            #expect(hits.compactMap { Int($0.law.id) }.sorted() == expected, "seed \(seed): \(query)")
            #expect(hits.allSatisfy { !$0.snippet.highlights.isEmpty }, "seed \(seed): \(query)")
            #expect(try await library.count(query) == expected.count, "seed \(seed): \(query)")
        }
    }
}

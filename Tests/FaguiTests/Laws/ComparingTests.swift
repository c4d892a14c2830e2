import FaguiTestSupport
import FaguiText
import Testing

@testable import Fagui

@Suite struct ComparingTests {
    @Test func pairsArticlesWhoseNumbersMoved() async throws {
        let laws = try await LawFixture()
        let comparison = try await laws.library.compare("电梯法@2007", "电梯法@2022")
        let pairs = comparison.articles.map {
            "\($0.old?.locator ?? "-")→\($0.new?.locator ?? "-") \($0.kind.rawValue)"
        }
        #expect(
            pairs == [
                "第一条→第一条 unchanged", "-→第二条 added", "第二条→第三条 changed", "第三条→第四条 changed",
            ])
        let changed = comparison.articles[2].pieces
        #expect(changed.contains { $0.kind == .deleted && $0.text.contains("年") })
        #expect(comparison.old.status == .amended && comparison.new.date?.description == "2022-06-24")
    }

    @Test func piecesJoinToBothTexts() async throws {
        let differ = try WordDiffer(.current)
        for seed in RandomTests.seeds(40) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let alphabet = Array("电梯检验安全，。第一二三条 \nabc12质量法")
            func text() -> String {
                String(
                    (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            }
            let old = text()
            let new = Bool.random(using: &random) ? text() : old + text()
            let pieces = differ.compare(old, new)
            #expect(pieces.filter { $0.kind != .inserted }.map(\.text).joined() == old)
            #expect(pieces.filter { $0.kind != .deleted }.map(\.text).joined() == new)
        }
    }

    @Test func alignmentPairsEachArticleOnce() throws {
        for seed in RandomTests.seeds(40) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let words = ["电梯", "检验", "罚款", "安全", "机构", "责任", "许可", "登记", "监督", "召回"]
            func articles(_ count: Int) -> [ArticleAligner.Article] {
                (0..<count).map { number in
                    ArticleAligner.Article(
                        locator: "第\(number)条",
                        text: (0..<Int.random(in: 0...12, using: &random)).map { _ in
                            words.randomElement(using: &random)!
                        }.joined())
                }
            }
            let old = articles(Int.random(in: 0...12, using: &random))
            var new = articles(Int.random(in: 0...4, using: &random))
            for article in old where Bool.random(using: &random) {
                new.insert(article, at: Int.random(in: 0...new.count, using: &random))
            }
            let pairs = try ArticleAligner.align(old, new)
            #expect(pairs.count == new.count)
            let taken = pairs.compactMap { $0 }
            #expect(Set(taken).count == taken.count && taken.allSatisfy { old.indices.contains($0) })
            let same = try ArticleAligner.align(old, old)
            for (index, pair) in same.enumerated() where old[index].text.count >= 4 {
                #expect(pair.map { old[$0].text } == old[index].text)
            }
        }
    }

    @Test func whatSaysNothingIsTheSame() throws {
        let articles = [
            ArticleAligner.Article(locator: "第一条", text: ""), ArticleAligner.Article(locator: "第二条", text: "法"),
        ]
        #expect(try ArticleAligner.align(articles, articles) == [0, 1])
    }

    @Test func historyNamesWhatIsMissing() async throws {
        let laws = try await LawFixture()
        let history = try await laws.library.history(of: "电梯法")
        #expect(history.wordings.map { $0.wording.ids } == [["梯法2007"], ["梯法2022"], ["梯法2999"]])
        #expect(history.wordings.map(\.wording.status) == [.amended, .inForce, .notYetInForce])
        #expect(history.missing.map(\.description) == ["2015-06-01"])
        #expect(history.wordings[1].changes?[.added] == 1)
        await #expect(throws: LibraryError.self) { try await laws.library.history(of: "没有的法") }
        await #expect(throws: LibraryError.self) { try await laws.library.compare("电梯法@1990", "电梯法") }
    }

    @Test(
        arguments: [
            ("电梯法", nil), ("电梯法2007", nil), ("电梯法（2007）", nil), ("电梯法@2022", nil), ("《电梯法》", nil),
            ("电梯法第二条", "电梯法第二条 was taken for 中华人民共和国电梯法."),
            ("电梯法@2007第二条", "电梯法@2007第二条 was taken for 中华人民共和国电梯法."),
            ("电梯法总则", nil), ("电梯法 2007", nil),
        ] as [(String, String?)])
    func namesAreReadAsCitationsAre(name: String, note: String?) async throws {
        let library = try await LawFixture().library
        let history = try await library.history(of: name)
        #expect(history.title == "中华人民共和国电梯法" && history.wordings.count == 3)
        #expect(history.notes == (note.map { [$0] } ?? []))
        let comparison = try await library.compare(name, "电梯法@2022")
        #expect(comparison.old.date?.description.hasPrefix(name.contains("2007") ? "2007" : "2022") == true)
        #expect(comparison.notes == history.notes)
    }

    @Test func whatANameWasTakenForIsSaid() async throws {
        let library = try await LawFixture().library
        let note = "电梯法实施细则 was taken for 某省电梯法实施细则."
        #expect(try await library.history(of: "电梯法实施细则").notes == [note])
        #expect(try await library.compare("电梯法实施细则", "电梯法").notes == [note])
        let error = await #expect(throws: LibraryError.self) { try await library.history(of: "电梯法1990") }
        #expect(error?.advice.contains("2007-08-30") == true)
        await #expect(throws: LibraryError.self) { try await library.history(of: "第二条") }
    }

    @Test func theDayOfEffectIsTheWordingsOwn() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        for (id, fields) in [
            ("a", [("issued", "1997-03-14"), ("effective", "1997-10-01")]),
            ("b", [("issued", "1997-03-14"), ("revised", "2020-12-26"), ("effective", "1997-10-01")]),
            ("c", [("issued", "1997-03-14"), ("revised", "2023-12-29"), ("effective", "2024-03-01")]),
        ] {
            try await library.add(
                id: id, title: "中华人民共和国梯刑法", text: "第一条 \(id)。",
                metadata: fields.map { MetadataEntry(key: $0.0, value: $0.1) })
        }
        try await library.add(
            id: "d", title: "关于梯税的规定", text: "第一条 溯及既往。",
            metadata: [
                MetadataEntry(key: "issued", value: "2020-02-06"), MetadataEntry(key: "effective", value: "2020-01-01"),
            ])
        try await library.commit()
        let law = try await library.history(of: "梯刑法").wordings.map { $0.wording.effective?.description }
        #expect(law == ["1997-10-01", nil, "2024-03-01"])
        let rule = try await library.history(of: "关于梯税的规定").wordings.map { $0.wording.effective?.description }
        #expect(rule == ["2020-01-01"])
    }

    @Test func whatACityPassesAndAProvinceApprovesIsOneWording() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        let days = [
            "old": [("version", "2018-05-30"), ("issued", "2018-03-28"), ("issued", "2018-05-30")],
            "new": [
                ("issued", "2018-03-28"), ("revised", "2020-01-01"), ("revised", "2022-06-24"),
                ("revised", "2022-07-29"),
            ],
        ]
        for (id, fields) in days {
            try await library.add(
                id: id, title: "滨海市停车条例", text: "第一条 \(id)。",
                metadata: fields.map { MetadataEntry(key: $0.0, value: $0.1) }
                    + [MetadataEntry(key: "level", value: "地方性法规")])
        }
        try await library.commit()
        let history = try await library.history(of: "滨海市停车条例")
        #expect(history.wordings.map { $0.wording.date?.description } == ["2018-05-30", "2022-07-29"])
        #expect(history.missing.map(\.description) == ["2020-01-01"])
    }
}

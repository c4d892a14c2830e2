import FaguiIndex
import FaguiTestSupport
import FaguiText
import Foundation
import Testing

@testable import Fagui

/// Which passages are shown under another as near copies.
@Suite struct NearCopyTests {
    private let folder = TemporaryFolder()

    private static let article = "各级质量监督部门应当在三十日内对辖区生产企业逐一检查，建立档案，发现缺陷产品的，责令企业召回并向社会公布召回的结果和原因。"
    /// The same, as another site has it.
    private static let copy = "各级质量监督部门应当在三十日内对辖区生产企业逐一检查,建立档案;发现缺陷产品的,责令企业召回,并向社会公布召回的结果与原因"

    private struct Text {
        var id: String
        var title: String
        var text: String
        var level: String?
        var issued: String?

        init(_ id: String, _ title: String, _ text: String = article, level: String? = nil, issued: String? = nil) {
            self.id = id
            self.title = title
            self.text = text
            self.level = level
            self.issued = issued
        }
    }

    private func library(_ texts: [Text]) async throws -> Library {
        let library = try await Library.create(at: folder.path + "/index")
        for text in texts {
            var metadata: [MetadataEntry] = []
            if let level = text.level { metadata.append(MetadataEntry(key: "level", value: level)) }
            if let issued = text.issued { metadata.append(MetadataEntry(key: "issued", value: issued)) }
            try await library.add(id: text.id, title: text.title, text: text.text, metadata: metadata)
        }
        try await library.commit()
        return library
    }

    private func hits(_ library: Library, _ query: String = "召回", collapses: Bool = true) async throws -> [Hit] {
        try await library.search(query, options: SearchOptions(limit: 50, collapsesDuplicates: collapses)).hits
    }

    @Test func aCopyIsShownUnderItsOriginal() async throws {
        let library = try await library([
            Text("forwarded", "转发关于开展检查的通知", Self.copy), Text("original", "关于开展检查的通知", Self.article),
            Text("again", "汇编", Self.copy),
        ])
        let shown = try await hits(library)
        #expect(shown.map(\.law.id) == ["original"])
        let hit = try #require(shown.first)
        #expect(hit.duplicates == [] && hit.nearDuplicates.map(\.id) == ["forwarded#p1", "again#p1"])
        #expect(hit.nearDuplicates.allSatisfy { (0.9..<1).contains($0.similarity) })
        let all = try await hits(library, collapses: false)
        #expect(all.count == 3 && hit.rank == 1 && hit.score == all.first { $0.id == hit.id }?.score)
        #expect(try await library.search("召回", limit: 9).total.value == 3)
    }

    /// The first of each pair is shown.
    private static let authorities: [(Text, Text)] = [
        (Text("b", "质量监督条例", level: "行政法规"), Text("a", "关于学习条例的通知", copy)),
        (Text("b", "质量监督条例"), Text("a", "关于学习条例的通知", copy, level: "规范性文件", issued: "1999-01-01")),
        (Text("b", "关于检查的意见", level: "规范性文件"), Text("a", "关于检查的报道", copy, level: "其他")),
        (Text("b", "关于检查的意见", level: "其他"), Text("a", "关于检查的报道", copy)),
        (Text("b", "关于检查的通知", issued: "2012-05-01"), Text("a", "关于印发检查方案的通知", copy, issued: "2012-04-01")),
        (Text("b", "关于检查的通知", issued: "2012-04-01"), Text("a", "关于检查的通知", copy, issued: "2012-05-01")),
        (Text("b", "关于检查的通知", issued: "2012-04-01"), Text("a", "关于检查的通知", copy)),
        (Text("b", "关于翻印检查的通知", level: "规范性文件"), Text("a", "关于检查的通知", copy, level: "其他")),
    ]

    @Test(arguments: authorities.indices)
    func theMoreAuthoritativeIsShown(number: Int) async throws {
        let (first, second) = Self.authorities[number]
        let library = try await library([second, first])
        let shown = try await hits(library)
        #expect(shown.map(\.law.id) == ["b"])
        #expect(shown.first?.nearDuplicates.map(\.id) == ["a#p1"])
    }

    /// Texts of which both are shown.
    private static let apart: [(Text, Text)] = [
        // Wordings of one law, and laws of two places.
        (
            Text("a", "质量条例", level: "行政法规", issued: "2001-01-01"),
            Text("b", "质量条例", copy, level: "行政法规", issued: "2009-01-01")
        ),
        (Text("a", "甲市质量条例", level: "地方性法规"), Text("b", "乙市质量条例", copy, level: "地方性法规")),
        (Text("a", "质量办法"), Text("b", "安全办法", copy)),
        (Text("a", "关于质量的决定", level: "法律"), Text("b", "关于质量的规定", copy)),
        // Another number, another duty, a short text.
        (Text("a", "通知"), Text("b", "通知", copy.replacing("三十日", with: "三十五日"))),
        (Text("a", "通知"), Text("b", "通知", copy.replacing("三十日", with: "三十个月"))),
        (Text("a", "通知"), Text("b", "通知", copy.replacing("应当", with: "可以"))),
        (Text("a", "通知"), Text("b", "通知", copy.replacing("应当", with: "不"))),
        (Text("a", "通知", String(article.suffix(30))), Text("b", "通知", String(copy.suffix(30)))),
        // Half of it is otherwise.
        (Text("a", "通知"), Text("b", "通知", String(copy.prefix(45)) + "并将召回计划报送主管机关备案同时抄送有关单位。")),
    ]

    @Test(arguments: apart.indices)
    func whatIsNoCopyIsShown(number: Int) async throws {
        let (first, second) = Self.apart[number]
        let library = try await library([first, second])
        var options = SearchOptions(limit: 9)
        options.validity = .all
        let shown = try await library.search("召回", options: options).hits
        #expect(Set(shown.map(\.law.id)) == ["a", "b"])
        #expect(shown.allSatisfy { $0.nearDuplicates.isEmpty && $0.duplicates.isEmpty })
    }

    @Test func whatMatchesStandsForWhatDoesNot() async throws {
        let law = Text("law", "质量监督条例", Self.article, level: "行政法规")
        let notice = Text("notice", "学习通知", Self.article.replacing("检查，", with: "检查、登记，"))
        let library = try await library([law, notice])
        #expect(try await hits(library).map(\.law.id) == ["law"])
        let shown = try await hits(library, "登记")
        #expect(shown.map(\.law.id) == ["notice"] && shown.first?.nearDuplicates.map(\.id) == ["law#p1"])
        #expect(try await hits(library, "召回 -title:条例").map(\.law.id) == ["notice"])
    }

    @Test func copiesOfOneTextComeAsItsPlaces() async throws {
        let library = try await library([
            Text("a", "报告", Self.copy), Text("b", "报告之二", Self.copy), Text("c", "质量监督条例", Self.article, level: "法律"),
            Text("d", "汇编", Self.article),
        ])
        let shown = try await hits(library)
        #expect(shown.map(\.law.id) == ["c"])
        #expect(shown.first?.duplicates == ["d#p1"])
        #expect(shown.first?.nearDuplicates.map(\.id) == ["a#p1", "b#p1"])
    }

    @Test func aPassageIsNotLikeItselfButItsCopiesAre() async throws {
        let library = try await library([
            Text("a", "报告", Self.article), Text("b", "转发报告", Self.copy), Text("c", "又转发", Self.copy + "！？"),
        ])
        let like = try await library.like("a#p1").results.hits
        #expect(like.map(\.law.id) == ["b"] || like.map(\.law.id) == ["c"])
        #expect(like.first?.nearDuplicates.map(\.id).contains("a#p1") == true)
    }

    @Test func whyNotSaysUnderWhichCopyAPassageIsShown() async throws {
        let library = try await library([
            Text("a", "转发检查的通知", Self.copy), Text("b", "检查的通知"), Text("c", "另一份通知", "召回。"),
        ])
        let report = try await library.whyNot("召回", "a#p1")
        #expect(report.standing?.shownAs?.id == "b#p1")
        let rank = report.standing?.shownAs?.rank
        #expect(try await library.whyNot("召回", "b#p1").standing?.rank == rank)
        #expect(try await library.whyNot("召回", "b#p1").standing?.shownAs == nil)
        #expect(try await library.whyNot("召回", "c#p1").standing?.shownAs == nil)
        var options = SearchOptions()
        options.collapsesDuplicates = false
        #expect(try await library.whyNot("召回", "a#p1", options: options).standing?.shownAs == nil)
    }

    /// A chain of texts, each a near copy of the one before and the last far from the first: longer than a stack is deep.
    @Test func chainsOfSmallDifferencesDoNotRunAway() async throws {
        var random = SeededGenerator(seed: 3)
        let alphabet = Array("质量安全监督检查部门电梯锅炉产品生产者销售缺陷信息报告各地方政府企业认证管理国家")
        var text = (0..<120).map { _ in random.pick(alphabet) }
        let library = try await Library.create(at: folder.path + "/index")
        for number in 0..<600 {
            text[number * 7 % 120] = random.pick(alphabet)
            try await library.add(id: "t\(number)", title: "召回", text: String(text))
        }
        try await library.commit()
        let shown = try await library.search("title:召回", options: SearchOptions(limit: 1000)).hits
        // Every text is shown or is a near copy of the one that is.
        #expect(shown.count > 40 && shown.count < 500, "\(shown.count)")
        let named = shown.flatMap { [$0.id] + $0.duplicates + $0.nearDuplicates.map(\.id) }
        #expect(named.count == 600 && Set(named).count == 600)
    }

    /// Sketches are hints: whatever stands in the column, nothing is grouped that is no copy, and nothing is lost.
    @Test func damagedSketchesLoseNothing() async throws {
        var random = SeededGenerator(seed: 11)
        let other = Self.copy.replacing("三十日", with: "六十日")
        var texts = [Self.article, Self.copy, other, "召回。", String(Self.article.reversed())]
        texts += texts
        for round in 0..<20 {
            let path = folder.path + "/\(round)"
            let writer = try IndexWriter(
                directory: FileSystemDirectory(path: path, creating: true), schema: LibrarySchema.schema)
            try writer.keepAnalysis(Analysis.current.serialized)
            let indexer = try SourceIndexer(Analysis.current, schema: LibrarySchema.schema)
            for (number, text) in texts.enumerated() {
                try indexer.add(StoredSourceTests.source(id: "t\(number)", text: text), contentHash: 1)
            }
            // The indexer has handed it over, which the compiler cannot see.
            nonisolated(unsafe) let batch = indexer.takeBatch()
            try writer.add(batch)
            try writer.commit()
            writer.close()
            // The sketch is the last column, so its values end the body, before the footer.
            let name = try #require(try FileSystemDirectory(path: path).list().first { $0.hasSuffix(".columns") })
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
            let end = bytes.count - 16
            let sketches = (end - 8 * texts.count)..<end
            switch round {
            case 0: for index in sketches { bytes[index] = 0 }
            case 1: for index in sketches { bytes[index] = 0xFF }
            case 2: for index in sketches { bytes[index] = bytes[sketches.lowerBound + (index - end) & 7] }
            default:
                for _ in 0..<6 {
                    bytes[Int.random(in: sketches, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            }
            try bytes.write(to: URL(fileURLWithPath: path + "/" + name))
            let library = try await Library.open(at: path)
            let shown = try await hits(library)
            let named = shown.flatMap { [$0.id] + $0.duplicates + $0.nearDuplicates.map(\.id) }
            #expect(Set(named).count == 8, "\(round): \(named)")
            for hit in shown {
                let number = Int(hit.law.id.dropFirst()) ?? 0
                for copy in hit.nearDuplicates {
                    let copied = Int(copy.id.dropFirst().prefix { $0.isNumber }) ?? 0
                    // What is the same but for its sketch is a near copy of itself.
                    let pair = [number % 5, copied % 5].sorted()
                    #expect(pair[0] == pair[1] || pair == [0, 1], "\(round)")
                }
            }
        }
    }

    @Test func anIndexWithoutSketchesGroupsNothing() async throws {
        var schema = LibrarySchema.schema
        schema.columns = Array(schema.columns.prefix(LibrarySchema.sketchColumn))
        let path = folder.path + "/index"
        let writer = try IndexWriter(directory: FileSystemDirectory(path: path, creating: true), schema: schema)
        try writer.keepAnalysis(Analysis.current.serialized)
        let indexer = try SourceIndexer(Analysis.current, schema: schema)
        for (number, text) in [Self.article, Self.copy].enumerated() {
            try indexer.add(StoredSourceTests.source(id: "t\(number)", text: text), contentHash: 1)
        }
        // The indexer has handed it over, which the compiler cannot see.
        nonisolated(unsafe) let batch = indexer.takeBatch()
        try writer.add(batch)
        try writer.commit()
        writer.close()
        let library = try await Library.open(at: path)
        #expect(try await hits(library).count == 2)
        try await library.add(id: "new", title: "又", text: Self.copy)
        try await library.commit()
        // A part without sketches: what is the same is still shown once.
        #expect(try await hits(library).count == 2)
        _ = try await library.reanalyze()
        let shown = try await hits(library)
        #expect(shown.count == 1 && shown[0].duplicates.count + shown[0].nearDuplicates.count == 2)
    }
}

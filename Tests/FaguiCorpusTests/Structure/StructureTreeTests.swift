import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct StructureTreeTests {
    private func tree(_ text: String, isMarkdown: Bool = false) throws -> StructureTree {
        let tree = StructureTree.parse(Array(text.utf8), isMarkdown: isMarkdown)
        try Self.check(tree, Array(text.utf8), comment: text)
        return tree
    }

    private func text(_ address: String, of tree: StructureTree, _ text: String) throws -> String {
        let node = try #require(tree.node(at: address), "\(address)")
        return String(decoding: Array(text.utf8)[tree.nodes[node].range], as: UTF8.self)
    }

    @Test func everyLevelOfALawHasItsNode() throws {
        let law = """
            民法典
            第一编 总则
            第一分编 通则
            第一章 规定
            第一节 一般规定
            第一条 甲。
            乙有下列情形的：
            （一）丙：
            1.丁；
            2.戊；
            （二）己。
            第二章 其他
            第一条之一 庚。
            附则
            第二条 辛。
            附件1：格式
            壬。
            """
        let tree = try tree(law)
        let expected: [(String, StructureTree.Kind)] = [
            ("第一编", .part), ("第一编第一分编", .subpart), ("第一编第一分编第一章", .chapter),
            ("第一编第一分编第一章第一节", .section), ("第一条", .article), ("第一条第一款", .paragraph), ("第一条第二款", .paragraph),
            ("第一条第二款第（一）项", .subparagraph), ("第一条第二款第（一）项第1目", .item), ("第一条之一", .article),
            ("附件1", .annex), ("p1", .plainParagraph),
        ]
        for (address, kind) in expected {
            let node = try #require(tree.node(at: address), "\(address)")
            #expect(tree.nodes[node].kind == kind, "\(address)")
        }
        #expect(tree.nodes.contains { $0.kind == .supplementaryProvisions && $0.heading == "附则" })
        let item = try #require(tree.node(at: "第一条第二款第（一）项第1目"))
        #expect(tree.headings(above: item) == ["第一编 总则", "第一分编 通则", "第一章 规定", "第一节 一般规定"])
        #expect(try text("第一条第二款第（一）项第1目", of: tree, law).hasPrefix("1.丁"))
    }

    @Test func aLawInsideANoticeHasItsOwnAddresses() throws {
        let tree = try tree("通知\n现将办法印发。\n附件1：办法\n第一章 总则\n第一条 甲。\n附件2：细则\n第一章 总则\n第一条 乙。\n")
        for address in ["附件1", "附件1/第一章", "第一条", "附件2", "附件2/第一章", "附件2/第一条"] {
            #expect(tree.node(at: address) != nil, "\(address)")
        }
    }

    @Test func whatStandsAroundALawHasNodes() throws {
        let law = "质量法\n为了质量，制定本法。\n第一条 甲。\n第二条 乙。\n国家质检总局\n2010年2月24日\n"
        let tree = try tree(law)
        #expect(try text("序言", of: tree, law) == "为了质量，制定本法。")
        #expect(try text("落款", of: tree, law) == "国家质检总局\n2010年2月24日")
        #expect(try text("title", of: tree, law) == "质量法")
        #expect(try text("第二条", of: tree, law) == "第二条 乙。")
    }

    @Test func aTextWithoutTextIsOneNode() throws {
        #expect(try tree("").nodes.count == 1)
        _ = try tree(" \n\n")
    }

    @Test func passagesAreNodes() throws {
        let text = "通报\n开展3项行动。检查食品;检查农资;检查特种设备。情况良好。\n一、要求\n加强监管。\n"
        let tree = try tree(text)
        for passage in source(text).passages {
            let node = try #require(tree.node(at: passage.locator))
            #expect(tree.nodes[node].range == passage.range)
            #expect(tree.headings(above: node) == passage.headings)
        }
    }

    @Test func randomTextsComeBackFromTheirLeaves() throws {
        for seed in RandomTests.seeds(300) {
            print("seed \(seed)")
            var generator = SeededGenerator(seed: seed)
            let text = Array(NothingLostTests.randomText(&generator).utf8)
            for isMarkdown in [false, true] {
                try Self.check(
                    StructureTree.parse(text, isMarkdown: isMarkdown), text, comment: "seed \(seed) \(isMarkdown)")
            }
        }
    }

    @Test(.enabled(if: LawCorpus.isThere, "skipped: no law corpus beside the repository"))
    func theLawCorpusComesBackFromItsLeaves() throws {
        for file in CorpusWalker.walk([LawCorpus.path]).files {
            let content = try SourceBytes(SourcePart(file))
            let bytes = Array(content.view)
            let tree = StructureTree.parse(bytes, isMarkdown: file.format == .markdown)
            try Self.check(tree, bytes, comment: file.path)
        }
    }

    /// Checks that leaves are the source, that nodes lie in their parents, and that addresses differ.
    private static func check(_ tree: StructureTree, _ text: [UInt8], comment: String) throws {
        var position = 0
        for (index, node) in tree.nodes.enumerated() {
            if let parent = node.parent {
                try #require(parent < index && node.end <= tree.nodes[parent].end, "\(comment)")
                let above = tree.nodes[parent].range
                try #require(
                    above.lowerBound <= node.range.lowerBound && node.range.upperBound <= above.upperBound,
                    "\(comment): \(node.address)")
            }
            guard tree.isLeaf(index) else { continue }
            try #require(node.range.lowerBound == position, "\(comment): \(node.address) begins after a gap")
            position = node.range.upperBound
        }
        try #require(position == text.count, "\(comment): ends at \(position)")
        try #require(Set(tree.nodes.map(\.address)).count == tree.nodes.count, "\(comment): equal addresses")
    }
}

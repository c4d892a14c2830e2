import FaguiTestSupport
import Testing

@testable import Fagui

@Suite struct LegalRankTests {
    @Test(arguments: [
        ("中华人民共和国民法典", true), ("中华人民共和国产品质量法(2018修正)", true),
        ("中华人民共和国刑法（2020年修正）（节录） ", true), ("中华人民共和国产品质量法实施条例", false),
        ("最高人民法院关于适用《中华人民共和国民法典》的解释", false), ("浙江省立法", false), ("中华人民共和国", false), ("", false),
        ("法", false), (")", false),
    ])
    func knowsALawByItsTitle(title: String, isLaw: Bool) {
        #expect(LegalRank.isLaw(title) == isLaw)
    }

    @Test func aLawComesBeforeTheRuleThatSaysTheSame() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        let text = "生产者应当对其生产的产品质量负责，建立健全产品质量管理制度。"
        try await library.add(id: "a", title: "示例产品质量条例", text: text)
        try await library.add(id: "b", title: "中华人民共和国示例产品质量法", text: text + "本法另有规定的除外。")
        try await library.commit()
        #expect(try await library.search("body:生产者", limit: 10).hits.map(\.law.id) == ["b", "a"])
    }
}

import Fagui
import FaguiTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A report as it circulates, one article twice over and then headlines, where it lies beside the checkout.
@Suite struct CampaignTests {
    private static let folder: String? = {
        var path = #filePath
        for _ in 0..<3 { path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
        let campaign = path + "/../shared/corpus/campaign"
        return access(campaign, R_OK) == 0 ? campaign : nil
    }()

    @Test(.enabled(if: folder != nil, "skipped: ../shared/corpus/campaign is not there"))
    func eachQueryFindsItsPassageFirstWithItsSecondPlace() async throws {
        let campaign = try #require(Self.folder)
        let index = TemporaryFolder()
        let library = try await Library.create(at: index.path + "/index")
        #expect(try await library.index(paths: [campaign]).skipped.isEmpty)
        let wanted = [
            ("督察组 12天", "10个督察组先后在12天里", 1),
            ("24字工作方针", "加强领导、精心组织,成立机构、周密安排,全力以赴、狠抓落实", 1),
            ("八个专项行动 絮用棉", "组织开展8个专项行动", 1),
            ("\"黑名单\"制度", "质量违法违规企业“黑名单”制度", 1),
            ("起重机械 压力管道", "起重机械和压力管道元件", 1),
            ("实验室开放日", "实验室开放日系列活动", 1),
            ("3.15 万里行", "万里行出征活动", 1),
            // A headline of the list at the end, which stands there once.
            ("零跑汽车 第50万台", "零跑汽车第50万台整车下线", 0),
        ]
        for (query, text, places) in wanted {
            let hit = try #require(try await library.search(query, limit: 1).hits.first, "\(query)")
            let passage = try #require(try await library.passages(withID: hit.id).first)
            // The sentence that says how many members follow is their heading.
            #expect((passage.headings + [passage.text]).contains { $0.contains(text) }, "\(query)")
            #expect(hit.duplicates.count == places, "\(query)")
        }
    }
}

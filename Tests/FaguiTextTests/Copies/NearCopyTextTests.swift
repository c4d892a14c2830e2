import FaguiTestSupport
import FaguiText
import Testing

@Suite struct NearCopyTextTests {
    private let analyzer: Analyzer

    init() throws { analyzer = try Analyzer(.current) }

    private func comparable(_ text: String) -> ComparableText {
        var text = text
        return text.withUTF8 { analyzer.comparable($0) }
    }

    private static let article =
        "第八条 生产者违反本办法规定，未在十五个工作日内报告缺陷产品信息的，由质量监督部门责令改正，可以处一万元以上五万元以下罚款；情节严重的，应当责令停止生产，不得继续销售。"

    private static func replaced(_ old: String, _ new: String) -> String {
        article.replacing(old, with: new)
    }

    @Test(arguments: [
        ("，", ","), ("，", ", "), ("。", ""), ("部门", "机关"), ("第八条 ", "第8条"), ("第八条", "第八條"), ("违反", "违犯"),
    ])
    func copiesWrittenOtherwiseAreNear(old: String, new: String) {
        let copy = comparable(Self.replaced(old, new))
        let original = comparable(Self.article)
        #expect(original.isNearCopy(of: copy) && copy.isNearCopy(of: original))
    }

    @Test(arguments: [
        ("五万元", "三万元"), ("万元", "千元"), ("可以", "应当"), ("应当", "可以"), ("不得", "可以"), ("工作日", "月内"), ("第八条", "第九条"),
        ("十五个", "十五"), ("未在", "已在"), ("停止", "中止"), ("一万元以上", "一万元以下"), ("本办法", "本省"),
    ])
    func textsThatSaySomethingElseAreNot(old: String, new: String) {
        let other = Self.replaced(old, new)
        #expect(other != Self.article)
        #expect(!comparable(Self.article).isNearCopy(of: comparable(other)), "\(other)")
        #expect(!comparable(Self.article).sketch.isLike(comparable(other).sketch), "\(other)")
    }

    @Test(arguments: [("3.5", "35"), ("5%", "5‰"), ("5%", "5"), ("-5", "5"), ("GB1", "GB2"), ("１２", "1"), ("A级", "B级")])
    func numbersAndMarksAreCompared(old: String, new: String) {
        let frame = "质量监督检查部门对辖区内的电梯、锅炉、压力容器等特种设备逐一登记造册并建立档案，检验结果为"
        let tail = "，各地质监部门按照职责分工抓好落实并及时上报情况。"
        #expect(!comparable(frame + " " + old + tail).isNearCopy(of: comparable(frame + " " + new + tail)))
        #expect(comparable(frame + " " + old + tail).isNearCopy(of: comparable(frame + old + "。" + tail)))
    }

    @Test func shortTextsAreNoCopies() {
        let text = String(repeating: "质量监督检查部门电梯锅炉", count: 3)
        #expect(text.count < 40)
        #expect(!comparable(text).isNearCopy(of: comparable(text)))
        #expect(comparable(text).sketch == .none && comparable("").sketch == .none)
        #expect(!TextSketch.none.isLike(.none))
        #expect(comparable(text + "部门对辖区" + "，。 ！").sketch != .none)
    }

    /// Texts of random characters with some of them replaced.
    private static func pair(_ random: inout SeededGenerator) -> (String, String) {
        let alphabet = Array("质量安全监督检查部门电梯锅炉产品生产者销售召回缺陷信息报告各地方政府企业认证管理国家")
        let text = (0..<Int.random(in: 40...300, using: &random)).map { _ in random.pick(alphabet) }
        var copy = text
        for _ in 0..<Int.random(in: 0...(text.count / 12), using: &random) {
            let place = Int.random(in: 0..<copy.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: copy[place] = random.pick(alphabet)
            case 1: copy.insert(random.pick(alphabet), at: place)
            default: copy.remove(at: place)
            }
        }
        return (String(text), String(copy))
    }

    private static func bigrams(_ text: String) -> Set<String> {
        let characters = Array(text)
        return Set(characters.indices.dropLast().map { String(characters[$0...$0 + 1]) })
    }

    @Test(arguments: RandomTests.seeds(2))
    func sharesAreJaccardsAndSketchesFindMost(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var (near, found) = (0, 0)
        for _ in 0..<600 {
            let (a, b) = Self.pair(&random)
            let (x, y) = (Self.bigrams(a), Self.bigrams(b))
            let share = Float(x.intersection(y).count) / Float(x.union(y).count)
            let (own, other) = (comparable(a), comparable(b))
            #expect(abs(own.share(with: other) - share) < 1e-6, "seed \(seed): \(a) \(b)")
            guard share >= ComparableText.leastShare, b.count >= 40 else { continue }
            near += 1
            #expect(own.isNearCopy(of: other))
            if own.sketch.isLike(other.sketch) { found += 1 }
        }
        // Of shares from 0.9 to 1 between 95 and 100 of 100 are found.
        #expect(near > 100 && Double(found) > 0.95 * Double(near), "seed \(seed): \(found) of \(near)")
    }

    @Test func sketchesOfOtherTextsDiffer() {
        var random = SeededGenerator(seed: 7)
        let sketches = (0..<400).map { _ in comparable(Self.pair(&random).0).sketch }
        var like = 0
        for a in sketches.indices { for b in 0..<a where sketches[a].isLike(sketches[b]) { like += 1 } }
        #expect(like < 200, "\(like) of 79,800")
        for sketch in sketches {
            #expect(TextSketch(bits: sketch.bits) == sketch && sketch.isLike(sketch))
            #expect(sketch.isLike(TextSketch(first: sketch.first ^ 0x1_0000, second: sketch.second)))
            #expect(!sketch.isLike(TextSketch(first: sketch.first ^ 0x1_0001, second: sketch.second)))
            #expect(!sketch.isLike(TextSketch(first: sketch.first ^ 1, second: sketch.second ^ 1)))
        }
    }
}

import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct EffectiveClauseTests {
    private static func find(_ body: String, title: String = "物业管理条例") -> EffectiveClause.Day? {
        let key = LawTitle(title).key
        return withBytes(body) { text in
            EffectiveClause.find(text, 0..<text.count, isDecision: title.contains("决定")) { LawTitle($0).key == key }?
                .day
        }
    }

    @Test(arguments: [
        ("第六十条 本法自2019年1月1日起施行。", EffectiveClause.Day.day("2019-01-01")),
        ("第六十条　自２０１９年１月１日起施行。", .day("2019-01-01")), ("本办法从二〇〇九年十月一日起实施", .day("2009-10-01")),
        ("本规范自2009年1月1 日起实施。", .day("2009-01-01")), ("本规定自2021年7月1日施行。", .day("2021-07-01")),
        ("本条例自2021年7月1日零时起在全国范围内施行。", .day("2021-07-01")), ("本解释于2015年5月1日起生效。", .day("2015-05-01")),
        ("《物业管理条例》已经通过，现予公布，自2003年9月1日起施行。", .day("2003-09-01")),
        ("《物业管理条例》自2003年9月1日起施行。", .day("2003-09-01")),
        ("（2002年8月16日最高人民法院公告公布 自2002年8月23日起施行）", .day("2002-08-23")),
        ("本条例自公布之日起施行。", .publication(daysAfter: 0)), ("本通知自印发之日起执行，", .publication(daysAfter: 0)),
        ("本办法自发布之日起30日后施行。", .publication(daysAfter: 30)), ("本法自公布之日起三个月后施行。", .publication(daysAfter: 90)),
        ("本规则自通过之日起施行。", .passing), ("本规定自国务院批准之日起施行。", .approval),
        ("本法自2019年1月1日起施行，其中第十条自2020年1月1日起施行。", .day("2019-01-01")),
        ("本条例自2019年1月1日起施行。本决定自2021年3月4日起施行。", .day("2019-01-01")),
    ])
    func theSentenceIsFound(body: String, day: EffectiveClause.Day) {
        #expect(Self.find("第一条 甲。\n\n" + body) == day)
    }

    @Test(arguments: [
        "《反不正当竞争法》已由第八届会议通过，自1993年12月1日起施行。", "《旧办法》自本条例施行之日起同时废止。", "第三条修改为：“本法自2019年1月1日起施行。”",
        "合同自批准之日起生效。", "人民法院应当自收到申请之日起三十日内执行。", "本条例第十条的规定，自作出之日起执行。", "自2019年1月1日起，停止办理。", "本法自2019年起施行。",
    ])
    func whatIsAboutSomethingElseIsNot(body: String) {
        #expect(Self.find("第一条 甲。\n\n" + body) == nil)
    }

    @Test func aDecisionMeansItself() {
        #expect(Self.find("本决定自2021年3月4日起施行。", title: "关于修改某法的决定") == .day("2021-03-04"))
    }

    @Test func itIsLinearInHostileText() {
        let clock = ContinuousClock()
        let piece = "本自2019年1月1日起"
        let short = clock.measure { _ = Self.find(String(repeating: piece, count: 2_000)) }
        let long = clock.measure { _ = Self.find(String(repeating: piece, count: 16_000)) }
        #expect(long < short * 30, "\(short) for 2,000 and \(long) for 16,000")
    }

    @Test(arguments: RandomTests.seeds(200))
    func anyTextWillDo(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "自", "公布", "之日", "本", "法", "2019年1月1日", "起", "施行", "。", "\n", "“", "《", "》", "第", "十", "条", "，", "30日后",
            "a", "　",
        ]
        let text = (0..<Int.random(in: 0..<60, using: &random)).map { _ in pieces.randomElement(using: &random)! }
            .joined()
        _ = Self.find(text)
        for cut in [1, 2, 4] where text.utf8.count > cut {
            // A body may begin anywhere that a character does.
            let rest = String(text.unicodeScalars.dropFirst(cut))
            _ = Self.find(rest)
        }
    }
}

import Testing

@testable import FaguiCorpus

@Suite struct LegalLevelTests {
    @Test func theHigherForceComesFirst() {
        let order: [LegalLevel] = [
            .constitution, .law, .administrativeRegulation, .supervisoryRegulation, .localRegulation, .departmentalRule,
            .judicialInterpretation, .normativeDocument, .other,
        ]
        #expect(LegalLevel.allCases.shuffled().sorted() == order)
        #expect(order.map(\.rank) == order.map(\.rank).sorted())
        #expect(LegalLevel.departmentalRule.rank == LegalLevel.judicialInterpretation.rank)
    }

    @Test(arguments: [
        ("法律", "法律"), (" 地方法规 ", "地方性法规"), ("单行条例", "地方性法规"), ("国务院部门规章", "部门规章"), ("地方政府规章", "其他"), ("案例", "其他"),
        ("强制性标准", nil), ("", nil),
    ])
    func namesOfLevelsAreKnown(name: String, level: String?) {
        #expect(LegalLevel(stated: name)?.rawValue == level)
    }

    /// Title, a line of the head, the body, and the level that follows.
    @Test(arguments: [
        ("中华人民共和国宪法", "", "", "宪法"), ("中华人民共和国宪法修正案（1988年）", "", "", "宪法"),
        ("中华人民共和国产品质量法", "1993年2月22日 第七届全国人民代表大会常务委员会第三十次会议通过", "", "法律"),
        ("中华人民共和国学位条例", "1980年2月12日 第五届全国人民代表大会常务委员会第十三次会议通过", "", "法律"),
        ("中华人民共和国刑法修正案（五）", "", "", "法律"), ("反垄断法（2007）", "", "", "法律"), ("中华人民共和国民法典", "", "", "法律"),
        ("信访条例", "2005年1月10日 中华人民共和国国务院令第431号公布", "", "行政法规"),
        ("外国人来华登山管理办法", "1991年7月31日 国务院批准", "", "行政法规"),
        ("国务院办公厅关于促进平台经济的意见", "", "", "规范性文件"), ("国务院关于机动车管理的规定", "", "", "行政法规"), ("地名管理条例", "", "", "行政法规"),
        ("中华人民共和国监察法实施条例", "2021年7月20日 国家监察委员会全体会议决定", "", "监察法规"),
        ("国家监察委员会关于修改监察条例的公告", "2021年7月20日 国家监察委员会公告第1号公布", "", "监察法规"),
        ("某某市物业管理条例", "2018年1月2日 某某市第十七届人民代表大会常务委员会第七次会议通过", "", "地方性法规"),
        ("甲乙自治县水资源条例", "1999年1月2日 甲乙自治县第三届人民代表大会第二次会议通过", "", "地方性法规"),
        ("滨海市养老条例", "", "", "地方性法规"), ("农贸市场管理条例", "", "", "行政法规"), ("城市市容条例", "", "", "行政法规"),
        ("甘肃省旅游条例", "", "", "地方性法规"), ("暂住人口规定", "", "第二条 本规定适用于本市行政区域内的人。", "地方性法规"),
        ("甘肃省人民政府关于加强质量工作的意见", "", "", "规范性文件"),
        ("兰州市停车办法", "2006年11月17日 兰州市人民政府第56次常务会议审议通过", "", "其他"),
        ("药品注册管理办法", "2020年1月22日 国家市场监督管理总局令第27号公布", "", "部门规章"),
        ("算法推荐管理规定", "2021年11月16日 国家互联网信息办公室2021年第20次室务会议审议通过", "", "部门规章"),
        ("关于开展质量月活动的通知", "国质检质〔2009〕12号", "", "规范性文件"), ("关于质量考核的办法", "国质检质〔2009〕12号", "", nil),
        ("最高人民法院关于适用《民法典》时间效力的若干规定", "", "", "司法解释"), ("最高人民法院关于做好审判工作的通知", "", "", "规范性文件"),
        ("关于审理破坏电力设备案件具体应用法律若干问题的解释", "", "", "司法解释"),
        ("关于执行程序的批复", "2002年1月2日 最高人民法院审判委员会第1234次会议通过", "", "司法解释"),
        ("张某诉某公司买卖合同纠纷案", "", "", "其他"), ("加班费如何认定", "", "## 基本案情\n\n张某于2016年入职。", "其他"),
        ("质量和安全年活动上半年综述", "", "", "其他"), ("机动车登记规定", "", "第二条 本规定由公安机关实施。", nil), ("管理办法", "", "", nil),
    ])
    func theLevelFollowsFromTitleAndHead(title: String, head: String, body: String, level: String?) {
        let text = source("# \(title)\n\(head)\n<!-- INFO END -->\n第一条 甲。\n\(body)\n", .markdown)
        #expect(text.values("level") == [level].compactMap { $0 })
        #expect(text.fields.first { $0.key == "level" }?.origin ?? .inferred == .inferred)
    }

    @Test func aFolderIsAWeakHint() {
        let path = "laws/部门规章/公安部/登记规定.md"
        #expect(source("# 登记规定\n第一条 甲。\n", .markdown, path: path).values("level") == ["部门规章"])
        #expect(source("# 登记条例\n第一条 甲。\n", .markdown, path: path).values("level") == ["行政法规"])
    }

    @Test func aStatedLevelComesFirst() {
        let text = source("---\nlevel: 地方法规\n---\n# 中华人民共和国某法\n第一条 甲。\n", .markdown)
        #expect(text.values("level") == ["地方性法规", "法律"])
        #expect(text.fields.filter { $0.key == "level" }.map(\.origin) == [.stated, .inferred])
    }
}

import Testing

@testable import FaguiCorpus

@Suite struct LawTitleTests {
    @Test(arguments: [
        "反垄断法", "中华人民共和国反垄断法", "《反垄断法》", "《中华人民共和国反垄断法》", "中华人民共和国 反垄断法", " 反垄断法　",
        "反垄断法（2007）", "《反垄断法》（2022年修正）", "《反垄断法（2007年）》", "反垄断法(2007-08-30)",
        "反垄断法［2022修订］", "“反垄断法”",
    ])
    func namesOfOneWorkHaveOneKey(_ title: String) {
        #expect(LawTitle(title).key == "反垄断法")
    }

    @Test(
        arguments: [
            ("反垄断法", nil), ("反垄断法（2007）", "2007"), ("反垄断法(２００７年)", "2007"), ("反垄断法（二〇〇七年）", "2007"),
            ("反垄断法(2007-08-30)", "2007-08-30"), ("《反垄断法》（2007年8月30日）", "2007-08-30"),
            ("反垄断法（2022修正）", "2022"), ("宪法修正案（2018年）", "2018"), ("解释（一）", nil), ("办法（试行）", nil),
        ] as [(String, String?)])
    func bracketsSayTheVersion(_ title: String, _ version: String?) {
        #expect(LawTitle(title).version == version)
    }

    @Test func aPartOfALawIsNoOtherLaw() {
        let title = LawTitle("中华人民共和国民法典 物权编")
        #expect(title.key == "民法典" && title.part == "物权编" && title.name == "中华人民共和国民法典")
        #expect(LawTitle("民法典 总则").part == "总则")
        #expect(LawTitle("民法典物权编").part == nil && LawTitle("统一汇编 新编").part == nil)
    }

    @Test(arguments: [
        ("刑法修正案（七）", "刑法修正案(七)"), ("司法解释（试行）", "司法解释(试行)"),
        ("北京市实施《中华人民共和国献血法》办法", "北京市实施献血法办法"), ("《甲》和《乙》", "甲和乙"),
        ("中华人民共和国", "中华人民共和国"), ("（2007）", "(2007)"), ("《》", ""), ("", ""),
    ])
    func whatIsNoVersionStays(_ title: String, _ key: String) {
        #expect(LawTitle(title).key == key)
    }
}

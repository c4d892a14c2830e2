import Testing

@testable import FaguiCorpus

@Suite struct HeadingNameTests {
    @Test(arguments: [
        ("第三章　生产者的责任", "生产者的责任"), ("第二节 销售", "销售"), ("一、总体要求", "总体要求"), ("（二）工作目标", "工作目标"),
        ("3. 检查", "检查"), ("总则", "总则"), ("第一章", "第一章"), ("一、", "一、"), ("", ""), ("3.15 万里行", "3.15 万里行"),
    ])
    func dropsTheNumber(_ heading: String, _ name: String) {
        #expect(HeadingName.of(heading) == name)
    }
}

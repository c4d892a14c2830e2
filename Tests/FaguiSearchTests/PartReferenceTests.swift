import Testing

@testable import FaguiSearch

@Suite struct PartReferenceTests {
    @Test(arguments: [
        ("第三条 依照第2款", ["第三条", "第2款"]), ("第一百二十条之一", ["第一百二十条"]), ("第三方机构", []), ("第条", []),
        ("第一章第二节", ["第一章", "第二节"]), ("𠀀第三十条", ["第三十条"]), ("", []),
    ])
    func findsNumbersOfParts(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        #expect(PartReferences.ranges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
    }

    @Test func survivesMalformedBytes() {
        #expect(PartReferences.ranges(in: [0xE7, 0xAC, 0xFF] + Array("第三条".utf8)).count <= 1)
    }
}

import Testing

@testable import FaguiText

@Suite struct PinyinCollatorTests {
    private func sorted(_ texts: [String]) throws -> [String] {
        let collator = try PinyinCollator()
        let keys = texts.map { text in Array(text.utf8).withUnsafeBytes { collator.sortKey(of: $0) } }
        return zip(keys, texts).sorted { $0.0.lexicographicallyPrecedes($1.0) }.map(\.1)
    }

    @Test func ordersByPinyin() throws {
        #expect(
            try sorted(["质量法", "食品法", "安全法", "电梯条例", "产品法"]) == ["安全法", "产品法", "电梯条例", "食品法", "质量法"])
    }

    @Test func ordersCharacterByCharacter() throws {
        // By code points 办 (529E) comes behind 规定 (89C4) no more than by pinyin: bàn, guī.
        #expect(try sorted(["产品质量规定", "产品质量办法", "产品"]) == ["产品", "产品质量办法", "产品质量规定"])
        #expect(try sorted(["中华", "一般", "重庆"]) == ["重庆", "一般", "中华"])
    }

    @Test func equalTextsHaveEqualKeys() throws {
        let collator = try PinyinCollator()
        let key = Array("质量".utf8).withUnsafeBytes { collator.sortKey(of: $0) }
        #expect(key == Array("质量".utf8).withUnsafeBytes { collator.sortKey(of: $0) } && !key.isEmpty)
        #expect(try PinyinCollator().sortKey(of: UnsafeRawBufferPointer(start: nil, count: 0)).count <= 4)
    }
}

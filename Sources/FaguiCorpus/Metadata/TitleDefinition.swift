/// Short titles that a text gives itself: 《产品质量监督办法》（以下简称《办法》）.
enum TitleDefinition {
    /// The beginning of a body, not cut inside a character.
    static func opening(_ text: UTF8Bytes, _ body: Range<Int>, length: Int) -> Range<Int> {
        var end = min(body.upperBound, body.lowerBound + length)
        while end > body.lowerBound, end < body.upperBound, text[end] & 0xC0 == 0x80 { end -= 1 }
        return body.lowerBound..<end
    }

    /// The short titles that stand behind the text's own title.
    static func shortTitles(_ text: UTF8Bytes, _ range: Range<Int>, of law: LawTitle) -> [String] {
        var titles: [String] = []
        var start = range.lowerBound
        while let index = text.firstIndex(of: "简称", in: start..<range.upperBound) {
            start = index + 6
            guard let own = titleBefore(text, index, from: range.lowerBound), LawTitle(own).key == law.key,
                let short = name(text, start, range.upperBound), short.unicodeScalars.count >= 2,
                !generic.contains(short)
            else { continue }
            if !titles.contains(short) { titles.append(short) }
        }
        return titles
    }

    /// Names that nearly every text gives itself: they would name all of them.
    private static let generic: Set<String> = [
        "本法", "本条例", "本规定", "本办法", "本细则", "本规则", "规定", "办法", "条例", "细则", "规则", "解释", "意见", "通知", "决定", "方案", "实施细则",
        "规范", "标准",
    ]

    /// 《…》 that ends before （以下简称 or （简称.
    private static func titleBefore(_ text: UTF8Bytes, _ index: Int, from low: Int) -> String? {
        var end = index
        if end - 6 >= low, text.matches("以下", at: end - 6, to: end) { end -= 6 }
        guard end > low else { return nil }
        let (open, length) = text.scalar(before: end, notBefore: low)
        guard open == 0xFF08 || open == 0x28 else { return nil }
        end -= length
        guard end - 3 >= low, text.matches("》", at: end - 3, to: end) else { return nil }
        var start = end - 3
        var depth = 1
        while start > low, end - start < 400 {
            let (scalar, length) = text.scalar(before: start, notBefore: low)
            start -= length
            if scalar == 0x300B { depth += 1 }
            if scalar == 0x300A {
                depth -= 1
                if depth == 0 { return text.string(start..<end) }
            }
        }
        return nil
    }

    /// The name behind 简称, without marks around it, to the closing bracket.
    private static func name(_ text: UTF8Bytes, _ start: Int, _ end: Int) -> String? {
        var index = start
        while index < end, index - start < 120 {
            let (scalar, length) = text.scalar(at: index)
            if scalar == 0xFF09 || scalar == 0x29 {
                let inside = text.string(text.trimmed(start..<index))
                let marks: Set<Character> = ["：", ":", "为", "“", "”", "《", "》", "\""]
                let bare = inside.filter { !marks.contains($0) }
                return bare.isEmpty ? nil : bare
            }
            if scalar == 0x0A { return nil }
            index += length
        }
        return nil
    }
}

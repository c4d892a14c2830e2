/// Tells titles that were typed without marks from questions that end like one.
enum TypedTitle {
    /// Whether a text that ends with the noun of a law may be its title: 违反产品质量法 and 质量 安全 法 are none.
    static func isOne(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        let title = text.string(range)
        if hasForeignBeginning(title) { return false }
        let isStatute =
            LawNoun.endsAsStatute(text, range) && !title.hasSuffix("办法") && !title.hasSuffix("辦法")
        if isStatute, questionWords.contains(where: { title.contains($0) }) { return false }
        // 产品质量法的规定 asks what the law says; 关于实施某法的规定 is a text of its own.
        if title.hasSuffix("的规定"), !["关于", "实施", "执行", "贯彻"].contains(where: { title.contains($0) }) {
            let law = range.lowerBound..<range.upperBound - 9
            if LawNoun.endsAsStatute(text, law) { return false }
        }
        return blanksAreStray(title)
    }

    /// Whether a text begins with words that no title begins with.
    static func hasForeignBeginning(_ title: String) -> Bool {
        foreignBeginnings.contains { title.hasPrefix($0) }
    }

    /// Whether white space inside is but a slip: behind 中华人民共和国, or between single characters.
    private static func blanksAreStray(_ title: String) -> Bool {
        let pieces = title.unicodeScalars.split { Blank.contains($0.value) }
        guard pieces.count > 1 else { return true }
        if pieces.allSatisfy({ $0.count == 1 }) { return true }
        let rest = String(pieces[0]) == "中华人民共和国" || String(pieces[0]) == "中華人民共和國" ? pieces.dropFirst() : pieces[...]
        // A law and its Part: 民法典 婚姻家庭编.
        if rest.count == 2, let law = rest.first.map({ String($0) }), law.hasSuffix("法") || law.hasSuffix("法典"),
            LawTitle(title).part != nil
        {
            return true
        }
        // A law and its rules: 产品质量法 实施条例; 解释 （一）.
        return rest.dropFirst().allSatisfy { piece in
            let piece = String(piece)
            return ["实施", "(", "（", "施行", "司法解释"].contains { piece.hasPrefix($0) }
        }
    }

    private static let foreignBeginnings = [
        "违反", "根据", "依据", "依照", "按照", "适用", "什么", "怎么", "如何", "为什么", "触犯", "涉及", "有关", "请问", "以及",
        "是", "的", "符合", "参照", "不服",
    ]

    private static let questionWords = ["的", "了", "是", "吗", "什么", "怎么", "哪", "关于", "违反", "根据", "依照", "按照"]
}

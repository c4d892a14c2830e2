internal import CICU
internal import FaguiTestSupport

/// ICU over whole texts: what our pieces are compared with.
enum ICUOracle {
    /// NFKC_Casefold of a whole text.
    static func fold(_ text: String) -> String {
        let units = Array(text.utf16)
        var status = FAGUI_ICU_OK
        let normalizer = fagui_unorm2_nfkc_casefold(&status)
        var folded = [UInt16](repeating: 0, count: units.count * 18 + 16)
        let length = fagui_unorm2_normalize(
            normalizer, units, Int32(units.count), &folded, Int32(folded.count), &status)
        return String(decoding: folded[..<Int(length)], as: UTF16.self)
    }

    /// The words of a folded text, given to ICU in one piece.
    static func words(_ folded: String) -> [String] {
        let units = Array(folded.utf16)
        var status = FAGUI_ICU_OK
        let breaker = fagui_ubrk_open_words("zh", &status)
        defer { fagui_ubrk_close(breaker) }
        return units.withUnsafeBufferPointer { buffer in
            fagui_ubrk_set_text(breaker, buffer.baseAddress, Int32(buffer.count), &status)
            var words: [String] = []
            var start = Int(fagui_ubrk_first(breaker))
            while true {
                let end = Int(fagui_ubrk_next(breaker))
                guard end >= 0 else { return words }
                if fagui_ubrk_rule_status(breaker) >= 100 {
                    words.append(String(decoding: units[start..<end], as: UTF16.self))
                }
                start = end
            }
        }
    }

    /// Whether a folded scalar carries a gram: general category L*, N* or M*.
    static func carriesGram(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}

/// Random texts.
enum RandomText {
    /// Texts like regulations: words, punctuation, identifiers, and some of what is rare.
    static func make(pieces: Int, _ random: inout SeededGenerator) -> String {
        let stock = [
            "质量", "安全", "监督管理", "部门", "应当", "第三十二条", "特种设备", "的", "和", "了", "食品生产许可证", "市场",
            "，", "。", "；", "、", "：", "（", "）", "《", "》", "“", "”", "\n", " ", "　", "ＧＢ／Ｔ", "GB/T 19001-2016",
            "PD1728", "3.15", "2009年", "1,000", "abc", "Quality", "é", "e\u{301}", "㎏", "①", "𠀀𠀁", "カタカナ",
            "ひらがな", "한국어", "\u{200B}", "ß", "-", "_", "丽\u{FE00}", "ไทย", "１２３",
        ]
        return (0..<pieces).map { _ in stock[Int.random(in: 0..<stock.count, using: &random)] }.joined()
    }

    /// Texts over a few characters, so that parts of them occur again.
    static func dense(length: Int, _ random: inout SeededGenerator) -> String {
        let stock: [Unicode.Scalar] = ["质", "量", "质", "量", "a", "1", "，", " ", "𠀀"]
        var text = String.UnicodeScalarView()
        for _ in 0..<length { text.append(stock[Int.random(in: 0..<stock.count, using: &random)]) }
        return String(text)
    }
}

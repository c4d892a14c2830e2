extension LawPlace {
    /// Reads a locator as passages and citations have it: 第三十二条之一, 第三十二条第二款第（三）项第1目.
    ///
    /// Nil for any other, also for that of an article in an annex, which is no article of the law: 附件1/第一条.
    package init?(locator: String) {
        self.init()
        var locator = locator
        let isRead = locator.withUTF8 { read(UTF8Bytes(rebasing: $0[...])) }
        guard isRead, article != nil else { return nil }
    }

    private mutating func read(_ text: UTF8Bytes) -> Bool {
        var index = 0
        var last: CitationUnit?
        while index < text.count {
            guard text.matches("第", at: index, to: text.count) else { return false }
            index += 3
            let isBracketed = text.matches("（", at: index, to: text.count)
            guard let number = ChineseNumeral.parse(text, at: index + (isBracketed ? 3 : 0), to: text.count) else {
                return false
            }
            index = number.end
            if isBracketed {
                guard text.matches("）", at: index, to: text.count) else { return false }
                index += 3
            }
            guard let unit = CitationUnit.parse(text, at: index, to: text.count), !unit.unit.isHeading,
                last.map({ $0 < unit.unit }) ?? true
            else { return false }
            index = unit.end
            var suffix = 0
            if text.matches("之", at: index, to: text.count) {
                guard let value = ChineseNumeral.parse(text, at: index + 3, to: text.count) else { return false }
                suffix = value.value
                index = value.end
            }
            set(unit.unit, number.value, suffix: suffix)
            last = unit.unit
        }
        return last != nil
    }
}

extension CitedHeading.Step {
    /// Reads the number of a heading: 第三章 of 第三章　经营者集中; nil where it has none.
    package init?(heading: String) {
        var heading = heading
        let step = heading.withUTF8 { bytes -> CitedHeading.Step? in
            let text = UTF8Bytes(rebasing: bytes[...])
            guard text.matches("第", at: 0, to: text.count),
                let number = ChineseNumeral.parse(
                    text, at: text.skippingBlanks(from: 3, to: text.count), to: text.count)
            else { return nil }
            let index = text.skippingBlanks(from: number.end, to: text.count)
            guard let unit = CitationUnit.parse(text, at: index, to: text.count), unit.unit.isHeading else {
                return nil
            }
            return CitedHeading.Step(unit.unit, number.value)
        }
        guard let step else { return nil }
        self = step
    }
}

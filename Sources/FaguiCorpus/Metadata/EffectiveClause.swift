/// The sentence by which a text says from when it is in force: 本法自2019年1月1日起施行。
struct EffectiveClause: Equatable {
    /// From when.
    enum Day: Equatable {
        /// The day itself.
        case day(String)
        /// The day of publishing, or so many days after it.
        case publication(daysAfter: Int)
        /// The day of passing.
        case passing
        /// The day of approval.
        case approval
    }

    /// From when.
    var day: Day
    /// Whether it speaks of 本决定, which a law that a decision stands behind does not mean itself.
    var isOfDecision: Bool

    /// The most bytes before the day in which its sentence says what it is about.
    private static let subjectLength = 300

    /// Finds the sentence in a text: the last one that speaks of the text itself.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - range: The body.
    ///   - isDecision: Whether the text is a decision itself.
    ///   - isOwnTitle: Whether a title between 《 and 》 is that of the text.
    /// - Returns: From when the text says it is in force; nil if it does not say so.
    static func find(
        _ text: UTF8Bytes, _ range: Range<Int>, isDecision: Bool, isOwnTitle: (String) -> Bool
    ) -> EffectiveClause? {
        var best: EffectiveClause?
        var index = range.lowerBound
        var sentence = range.lowerBound
        // Where the sentence was that gave the best so far: of its later days each holds for some articles only.
        var sentenceOfBest = -1
        while index < range.upperBound {
            let byte = text[index]
            // 自 从 于 由 and 本, in UTF-8; 。 and a line's end.
            if byte == 0x0A || byte == 0x0D {
                sentence = index + 1
            } else if byte == 0xE3, text.matches("。", at: index, to: range.upperBound) {
                sentence = index + 3
            } else if byte >= 0xE4, sentence != sentenceOfBest, isIntroducer(text, index, range.upperBound),
                let day = day(text, after: index + 3, to: range.upperBound),
                let isOfDecision = subject(
                    text, max(sentence, index - subjectLength)..<index, from: sentence, isOwnTitle)
            {
                let clause = EffectiveClause(day: day, isOfDecision: isOfDecision)
                // A decision may have the law that it amends behind it.
                let isOfOther =
                    isDecision
                    ? !isOfDecision && best?.isOfDecision ?? false : isOfDecision && best?.isOfDecision == false
                if !isOfOther {
                    best = clause
                    sentenceOfBest = sentence
                }
            }
            index += UTF8Bytes.length(ofFirst: byte)
        }
        return best
    }

    private static func isIntroducer(_ text: UTF8Bytes, _ index: Int, _ end: Int) -> Bool {
        // First the second byte alone: nearly all other characters end here.
        guard index + 1 < end else { return false }
        return switch text[index + 1] {
        case 0x87: text.matches("自", at: index, to: end)
        case 0xBB: text.matches("从", at: index, to: end)
        case 0xBA: text.matches("于", at: index, to: end)
        case 0x94: text.matches("由", at: index, to: end)
        default: false
        }
    }

    // MARK: The day

    private static func day(_ text: UTF8Bytes, after start: Int, to end: Int) -> Day? {
        let end = min(end, start + 160)
        var index = text.skippingBlanks(from: start, to: end)
        var day: Day
        if let date = CalendarDate.parse(text, at: index, to: end) {
            guard date.hasDay else { return nil }
            day = .day(date.iso8601)
            index = date.end
        } else if let (event, next) = event(text, index, end) {
            day = event
            index = next
        } else {
            return nil
        }
        // 零时, 起, 30日后, 三个月后, 正式, 在全国范围内 stand before the verb.
        index = text.skippingBlanks(from: index, to: end)
        for word in ["零时", "０时", "0时", "起", "开始"] as [StaticString] where text.matches(word, at: index, to: end) {
            index = text.skippingBlanks(from: index + word.utf8CodeUnitCount, to: end)
        }
        if let number = ChineseNumeral.parse(text, at: index, to: end) {
            let isMonths = text.matches("个月后", at: number.end, to: end)
            let isDays = text.matches("日后", at: number.end, to: end) || text.matches("天后", at: number.end, to: end)
            guard isMonths || isDays, number.value <= 1000, case .publication = day else { return nil }
            day = .publication(daysAfter: number.value * (isMonths ? 30 : 1))
            index = number.end + (isMonths ? 9 : 6)
            if text.matches("起", at: index, to: end) { index += 3 }
        }
        return says(text, index, end) ? day : nil
    }

    private static func event(_ text: UTF8Bytes, _ index: Int, _ end: Int) -> (Day, Int)? {
        var index = index
        if text.matches("本", at: index, to: end) {
            // 自本条例公布之日起
            var steps = 0
            while steps < 5, index < end, self.plainEvent(text, index, end) == nil {
                index += text.scalar(at: index).length
                steps += 1
            }
        }
        return plainEvent(text, index, end)
    }

    private static func plainEvent(_ text: UTF8Bytes, _ index: Int, _ end: Int) -> (Day, Int)? {
        let events: [(StaticString, Day)] = [
            ("公布", .publication(daysAfter: 0)), ("发布", .publication(daysAfter: 0)),
            ("颁布", .publication(daysAfter: 0)), ("印发", .publication(daysAfter: 0)),
            ("公告", .publication(daysAfter: 0)), ("下发", .publication(daysAfter: 0)), ("通过", .passing),
            ("批准", .approval), ("国务院批准", .approval),
        ]
        for (word, day) in events where text.matches(word, at: index, to: end) {
            let next = text.skippingBlanks(from: index + word.utf8CodeUnitCount, to: end)
            if text.matches("之日", at: next, to: end) { return (day, next + 6) }
            if text.matches("日", at: next, to: end) { return (day, next + 3) }
        }
        return nil
    }

    /// Whether a verb of taking effect stands at a place or a few characters after it, in the same clause.
    private static func says(_ text: UTF8Bytes, _ start: Int, _ end: Int) -> Bool {
        var index = start
        for _ in 0..<10 {
            for verb in ["施行", "实施", "执行", "生效", "试行", "实行", "施 行", "有效"] as [StaticString]
            where text.matches(verb, at: index, to: end) {
                return true
            }
            guard index < end else { return false }
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0x3002, 0xFF0C, 0xFF1B, 0x3001, 0x0A, 0x0D, 0x300A, 0x201C: return false  // 。 ， ； 、 《 “
            default: index += length
            }
        }
        return false
    }

    // MARK: What is spoken of

    /// Whether what stands before a day in its sentence is about the text itself; nil if not, else whether it says 本决定.
    private static func subject(
        _ text: UTF8Bytes, _ range: Range<Int>, from sentence: Int, _ isOwnTitle: (String) -> Bool
    ) -> Bool? {
        // A cut in the middle of a character would not do.
        var low = range.lowerBound
        while low < range.upperBound, text[low] & 0xC0 == 0x80 { low += 1 }
        let range = low..<range.upperBound
        if text.hasOpenQuotation(in: range) { return nil }
        if partialClause(text, range) { return nil }
        if let title = title(text, range), isOwnTitle(title) { return false }
        var start = range.lowerBound
        var isOfDecision = false
        var isFound = false
        while let index = text.firstIndex(of: "本", in: start..<range.upperBound) {
            let next = index + 3
            for kind in kinds where text.matches(kind, at: next, to: range.upperBound) { isFound = true }
            if text.matches("决定", at: next, to: range.upperBound) {
                isFound = true
                isOfDecision = true
            }
            start = next
        }
        if isFound { return isOfDecision }
        // 第六十条 自2019年1月1日起施行。 现予公布，自……起施行。
        if text.firstIndex(of: "公告公布", in: range) != nil || text.firstIndex(of: "现予", in: range) != nil
            || text.firstIndex(of: "现将本", in: range) != nil
        {
            return false
        }
        guard range.lowerBound == sentence else { return nil }
        let own = text.trimmed(range)
        if own.isEmpty { return false }
        guard let heading = ArticleHeading.parse(text, own) else { return nil }
        return text.trimmed(min(heading.end, own.upperBound)..<own.upperBound).isEmpty ? false : nil
    }

    private static let kinds: [StaticString] = [
        "法", "条例", "规定", "办法", "细则", "规则", "解释", "批复", "规程", "标准", "实施", "暂行", "规范", "通知", "意见", "章程", "准则",
        "制度", "若干", "修正案", "补充", "修订", "守则", "通告", "公告", "决议", "方案", "安排", "目录", "解答", "试行", "规章", "文件", "纲要",
        "规划", "指南", "程序", "法规", "指导", "答复", "命令", "基准",
    ]

    /// Whether the last clause is about an article: 其中第十条自……起施行.
    private static func partialClause(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        var index = range.upperBound
        while index > range.lowerBound {
            let (scalar, length) = text.scalar(before: index, notBefore: range.lowerBound)
            if scalar == 0xFF0C || scalar == 0xFF1B { break }  // ， ；
            index -= length
        }
        guard index > range.lowerBound else { return false }
        let clause = index..<range.upperBound
        return text.firstIndex(of: "第", in: clause) != nil && text.firstIndex(of: "条", in: clause) != nil
            || text.firstIndex(of: "其中", in: clause) != nil
    }

    /// The last title between 《 and 》.
    private static func title(_ text: UTF8Bytes, _ range: Range<Int>) -> String? {
        guard let open = text.lastIndex(of: "《", in: range),
            let close = text.firstIndex(of: "》", in: open..<range.upperBound)
        else { return nil }
        return text.string(open..<close + 3)
    }
}

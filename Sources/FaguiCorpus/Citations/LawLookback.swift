/// Finds the law that is named right before a place in running text: 刑法第三条, 本条例第三条, 同法第三条.
struct LawLookback {
    let text: UTF8Bytes

    /// What stands before a place.
    enum Found {
        /// A law, and where its name begins.
        case law(CitedLaw, start: Int)
        /// A contract, a judgment: its parts are none of a law.
        case foreign
        /// A standard, a treaty or an order without its title: its articles are of no law that was named before.
        case untitled
    }

    /// Looks at what ends at an index.
    ///
    /// - Parameters:
    ///   - index: Where the place begins.
    ///   - low: Nothing before is looked at.
    /// - Returns: nil where no law is named.
    func find(before index: Int, notBefore low: Int) -> Found? {
        var end = index
        if end > low, text[end - 1] == 0x20 { end -= 1 }
        if endsWithLatin(end, low, isApart: end < index) { return .untitled }
        guard end - low >= 6 else { return nil }
        let last = text.scalar(before: end, notBefore: low).value
        guard Self.lastScalars.contains(last) else { return nil }
        if TitleMark.opening(of: last) != nil { return quoted(end, low) }
        if last == 0x53F7 || last == 0x4EE4 { return numbered(end, low) }  // 号 令
        if ends(with: "号文", at: end, low) { return numbered(end - 3, low) }
        if let link = Self.links.first(where: { ends(with: $0, at: end, low) }) {
            let nameEnd = end - link.utf8CodeUnitCount
            return known(nameEnd, nameEnd, low)
        }
        if Self.foreign.contains(where: { ends(with: $0, at: end, low) }) { return .foreign }
        var nameEnd = end
        if last == 0xFF09 || last == 0x29 {
            guard let open = opening(before: end, low) else { return nil }
            nameEnd = open
        }
        if let word = wordOfLaw(endingAt: nameEnd, low) { return word }
        // 违反本条例规定第三条
        if ends(with: "规定", at: nameEnd, low), let word = wordOfLaw(endingAt: nameEnd - 6, low) { return word }
        if ends(with: "标准", at: nameEnd, low) { return .untitled }
        if let start = rulesOfLaw(endingAt: end, low) { return start }
        // 刑法分则第三章
        for half in ["分则", "总则"] as [StaticString] where ends(with: half, at: nameEnd, low) { nameEnd -= 6 }
        return known(nameEnd, end, low) ?? unknown(nameEnd, end, low)
    }

    /// A law that is known without marks, with the version behind it in brackets.
    private func known(_ nameEnd: Int, _ end: Int, _ low: Int) -> Found? {
        guard let start = KnownLaws.start(text, endingAt: nameEnd, notBefore: low) else { return nil }
        let state = start - 21
        let hasState = state >= low && text.matches("中华人民共和国", at: state, to: start)
        return named(hasState ? state : start, hasBesides(nameEnd, end) ? nameEnd : end, low)
    }

    /// Whether what stands behind a name is no part of it: 分则, （以下简称本法）, （主席令第21号）.
    private func hasBesides(_ nameEnd: Int, _ end: Int) -> Bool {
        let behind = nameEnd..<end
        return text.matches("分则", at: nameEnd, to: end) || text.matches("总则", at: nameEnd, to: end)
            || text.firstIndex(of: "简称", in: behind) != nil || text.firstIndex(of: "令", in: behind) != nil
    }

    private func named(_ start: Int, _ end: Int, _ low: Int) -> Found {
        let name = text.string(start..<end)
        guard let wording = wording(before: start, notBefore: low) else {
            return .law(.named(name, hasMarks: false), start: start)
        }
        return .law(.named(wording.names(name), hasMarks: false), start: wording.start)
    }

    // MARK: Words

    /// 本法, 同法, 该条例.
    private func wordOfLaw(endingAt end: Int, _ low: Int) -> Found? {
        for noun in OwnLaw.nouns where ends(with: noun, at: end, low) {
            let start = end - noun.utf8CodeUnitCount
            guard start - 3 >= low else { continue }
            let before = start - 3
            if text.matches("本", at: before, to: start) {
                // 基本法
                if !ends(with: "基", at: before, low) {
                    return .law(.own(text.string(before..<end)), start: before)
                }
            }
            for word in ["同", "该", "此"] as [StaticString]
            where text.matches(word, at: before, to: start) && !endsInWord(before, low) {
                return .law(.antecedent(text.string(before..<end)), start: before)
            }
            if before - 3 >= low {
                for word in ["上述", "前述"] as [StaticString] where text.matches(word, at: before - 3, to: start) {
                    return .law(.antecedent(text.string(before - 3..<end)), start: before - 3)
                }
            }
        }
        return nil
    }

    /// 合同法, 应该法: 同 and 该 belong to the word before.
    private func endsInWord(_ index: Int, _ low: Int) -> Bool {
        ends(with: "合", at: index, low) || ends(with: "应", at: index, low)
    }

    // MARK: Names that are not known

    /// A name back to a word or a sign before which none goes on.
    private func unknown(_ nameEnd: Int, _ end: Int, _ low: Int) -> Found? {
        guard let noun = Self.nouns.first(where: { ends(with: $0, at: nameEnd, low) }) else { return nil }
        let nounStart = nameEnd - noun.utf8CodeUnitCount
        var start = nounStart
        let limit = max(low, nounStart - Self.nameLimit)
        while start > limit {
            let (scalar, length) = text.scalar(before: start, notBefore: low)
            guard scalar >= 0x3007, scalar < 0xFF00, scalar != 0x300B, scalar != 0x3002, !isBoundary(scalar, start, low)
            else { break }
            start -= length
        }
        for word in ["修正后", "修正前", "修订后", "修订前", "修改后", "修改前", "现行", "原"] as [StaticString]
        where text.matches(word, at: start, to: nounStart) {
            start += word.utf8CodeUnitCount
            break
        }
        // 2014年医疗器械监督管理条例: the digits end the way back.
        if start > limit, text.matches("年", at: start, to: nounStart),
            VersionReader(text: text, end: start + 3).yearBefore(notBefore: low) != nil
        {
            start += 3
        }
        // 条例第三条 in its rules, or a sentence that happens to end so.
        if start == nounStart || start == limit && limit > low {
            guard Self.parents.contains(where: { $0 == noun.description }) else { return nil }
            return .law(.antecedent(text.string(nounStart..<end)), start: nounStart)
        }
        return named(start, end, low)
    }

    /// Whether a character, or the word that ends with it, stands before a name.
    func isBoundary(_ scalar: UInt32, _ end: Int, _ low: Int) -> Bool {
        if Self.boundaries.contains(scalar) {
            // 普及
            return scalar != 0x53CA || !ends(with: "普及", at: end, low)
        }
        guard Self.wordEnds.contains(scalar) else { return false }
        return Self.words.contains { ends(with: $0, at: end, low) }
    }

    func ends(with word: StaticString, at end: Int, _ low: Int) -> Bool {
        let start = end - word.utf8CodeUnitCount
        return start >= low && text.matches(word, at: start, to: end)
    }

    /// Where the brackets that end at an index open: 解释（一）.
    private func opening(before end: Int, _ low: Int) -> Int? {
        var index = end
        while index > low, end - index < 60 {
            let (scalar, length) = text.scalar(before: index, notBefore: low)
            index -= length
            if scalar == 0xFF08 || scalar == 0x28 { return index }
        }
        return nil
    }

    /// Words between a law and its place.
    private static let links: [StaticString] = ["中的", "的", "中"]

    /// No name without marks is longer, in bytes.
    private static let nameLimit = 120

    static let nouns: [StaticString] = [
        "实施条例", "实施细则", "实施办法", "实施规定", "管理办法", "暂行办法", "暂行条例", "管理条例", "条例", "细则", "办法", "规定", "规则",
        "解释", "决定", "章程", "宪章", "公约", "协定", "议定书", "通则", "准则", "意见", "通知", "修正案", "法典", "法",
    ]

    /// What a rule calls the law that it details: 依照条例第三条; but 前款规定第（一）项 says nothing of a law.
    private static let parents: Set<String> = ["条例", "办法", "细则", "实施细则", "实施条例", "公约", "协定", "章程", "规则", "解释"]

    private static let foreign: [StaticString] = [
        "公司章程", "合同", "协议", "协议书", "判决", "判决书", "裁定", "裁定书", "调解书", "主文", "诉讼请求", "名录", "目录", "权利要求", "责任书", "法例",
    ]

    private static let words: [StaticString] = [
        "依照", "按照", "参照", "比照", "依据", "根据", "违反", "适用", "符合", "属于", "构成", "触犯", "执行", "遵守", "认定为", "作为",
        "视为", "援引", "引用", "关于", "对于", "具有", "下列", "不属", "实施", "履行", "对照", "遵照", "除",
    ]

    private static let boundaries: Set<UInt32> = Set("的与和或及将把是在以按依即因但而且均系了其犯者".unicodeScalars.map(\.value))
    private static let wordEnds: Set<UInt32> = scalars(words)
    private static let lastScalars: Set<UInt32> = scalars(
        nouns + OwnLaw.nouns + foreign + [
            "）", ")", "号", "令", "文", "的", "中", "》", "〉", "」", "』", "”", "】", "›", "»", ">", "＞", "≫",
        ])

    private static func scalars(_ words: [StaticString]) -> Set<UInt32> {
        Set(words.compactMap { $0.description.unicodeScalars.last?.value })
    }
}

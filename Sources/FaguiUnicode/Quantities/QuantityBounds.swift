/// The words that make an amount a bound: 不超过 and 至少 before it, 以上 and 以内 behind it.
///
/// 以上, 以下, 以内 and 届满 include the number, 不满, 超过 and 以外 do not: Criminal Law Article 99, Civil Code Article 1259.
struct QuantityBounds {
    /// Whether the amount is the least that is allowed, else the most.
    var isLower: Bool
    var isIncluded: Bool
    /// Where the words begin or end, on the side that is away from the number.
    var edge: Int

    /// Reads what stands before a number.
    ///
    /// - Returns: Where the amount begins, 人民币 included, and the words of a bound, if there are any.
    static func before(_ text: FoldedReading, _ start: Int) -> (start: Int, bounds: QuantityBounds?) {
        var begin = start
        let space = text.beforeSpace(start)
        if text.has(renminbi, before: space) {
            begin = space - renminbi.count
        } else if text.unit(space - 1) == unit("¥") {
            begin = space - 1
        }
        var end = text.beforeSpace(begin)
        if text.unit(end - 1) == unit("为") { end -= 1 }
        for (word, isLower) in ends where text.has(word, before: end) {
            return (begin, QuantityBounds(isLower: isLower, isIncluded: true, edge: end - word.count))
        }
        for (word, isLower, isIncluded) in comparisons where text.has(word, before: end) {
            var edge = end - word.count
            let isNegated = takeNegation(text, &edge)
            if word == enough, !isNegated { continue }
            // 期满, 届满: what ends, not how long it lasts.
            if word == full, !isNegated, text.unit(edge - 1) == unit("期") || text.unit(edge - 1) == unit("届") {
                continue
            }
            var bounds = QuantityBounds(isLower: isLower, isIncluded: isIncluded, edge: edge)
            if isNegated {
                bounds.isLower.toggle()
                bounds.isIncluded.toggle()
            }
            for (word, _) in ends where text.has(word, before: edge) { bounds.edge = edge - word.count }
            return (begin, bounds)
        }
        return (begin, nil)
    }

    /// Takes 不, 未, 没有, 不得 and their like before a comparison.
    private static func takeNegation(_ text: FoldedReading, _ edge: inout Int) -> Bool {
        let last = text.unit(edge - 1)
        if last == unit("不") || last == unit("未") {
            edge -= 1
            return true
        }
        if modals.contains(last), text.unit(edge - 2) == unit("不") || text.unit(edge - 2) == unit("未") {
            edge -= 2
            return true
        }
        if text.has(hasNot, before: edge) {
            edge -= hasNot.count
            return true
        }
        return false
    }

    /// Reads the words of a bound behind an amount.
    static func behind(_ text: FoldedReading, _ end: Int, kind: Quantity.Kind) -> QuantityBounds? {
        var start = text.behindSpace(end)
        var isIncluded = true
        // 五万元(含本数)以上
        if text.unit(start) == unit("("), let close = closing(text, start) {
            if text.unit(start + 1) == unit("不") { isIncluded = false }
            if text.unit(start + 1) == unit("含") || text.has(including, at: start + 1) || !isIncluded {
                start = close + 1
            }
        }
        for (word, isLower, includes) in suffixes where text.has(word, at: start) {
            return QuantityBounds(
                isLower: isLower, isIncluded: includes && isIncluded, edge: start + word.count)
        }
        // As it is mistyped: 二万元下罚款.
        if text.unit(start) == unit("下"), behindBelow.contains(text.unit(start + 1)) {
            return QuantityBounds(isLower: false, isIncluded: true, edge: start + 1)
        }
        if kind == .period, text.unit(start) == unit("内"), !innerWords.contains(text.unit(start + 1)) {
            return QuantityBounds(isLower: false, isIncluded: true, edge: start + 1)
        }
        return nil
    }

    /// Where a short note in brackets closes.
    private static func closing(_ text: FoldedReading, _ open: Int) -> Int? {
        (open + 1..<open + 14).first { text.unit($0) == unit(")") }
    }

    private static let renminbi = folded("人民币")
    private static let hasNot = folded("没有")
    private static let enough = folded("足")
    private static let full = folded("满")
    private static let including = folded("包括")
    private static let modals = Array("得能应可宜会要需".utf16)
    private static let behindBelow = Array("罚的拘有".utf16)
    private static let innerWords = Array("部容资地外".utf16)

    /// Words that name the end of what is allowed.
    private static let ends: [(word: [UInt16], isLower: Bool)] = [
        (folded("至多"), false), (folded("最多"), false), (folded("最高"), false), (folded("最长"), false),
        (folded("最大"), false), (folded("最高限额"), false), (folded("最高额"), false), (folded("上限"), false),
        (folded("至少"), true), (folded("最少"), true), (folded("最低"), true), (folded("最短"), true),
        (folded("最小"), true), (folded("最低限额"), true), (folded("最低额"), true), (folded("下限"), true),
    ]

    /// Words that compare, as they stand without a negation, which turns both around.
    private static let comparisons: [(word: [UInt16], isLower: Bool, isIncluded: Bool)] = [
        (folded("超过"), true, false), (folded("高于"), true, false), (folded("多于"), true, false),
        (folded("大于"), true, false), (folded("长于"), true, false), (folded("逾"), true, false),
        (folded("低于"), false, false), (folded("少于"), false, false), (folded("小于"), false, false),
        (folded("短于"), false, false), (folded("达到"), true, true), (folded("达"), true, true),
        (full, true, true), (enough, true, true),
    ]

    private static let suffixes: [(word: [UInt16], isLower: Bool, isIncluded: Bool)] = [
        (folded("以上"), true, true), (folded("及以上"), true, true), (folded("或以上"), true, true),
        (folded("以下"), false, true), (folded("及以下"), false, true), (folded("或以下"), false, true),
        (folded("以内"), false, true), (folded("之内"), false, true), (folded("以外"), true, false),
    ]
}

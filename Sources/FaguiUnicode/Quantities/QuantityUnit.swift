/// A unit behind a number: 元, 个工作日, 倍, %.
struct QuantityUnit {
    var kind: Quantity.Kind
    /// How many of the kind's whole numbers it is.
    var factor: UInt64
    /// Behind its last character.
    var end: Int
    /// Half of it stands behind it: 一年半.
    var hasHalf = false

    /// Reads the unit at a place; nil where there is none, or where it is part of a word: 一元化, 日元, 十八周岁, 80年代.
    static func read(_ text: FoldedReading, at start: Int) -> QuantityUnit? {
        switch text.unit(start) {
        case unit("%"): return QuantityUnit(kind: .ratio, factor: percent, end: start + 1)
        case unit("‰"): return QuantityUnit(kind: .ratio, factor: percent / 10, end: start + 1)
        default: break
        }
        guard let word = words[text.unit(start)]?.first(where: { text.has($0.word, at: start) }) else { return nil }
        var found = QuantityUnit(kind: word.kind, factor: word.factor, end: start + word.word.count)
        guard !word.excluded.contains(text.unit(found.end)) else { return nil }
        if word.factor == year, text.unit(found.end) == half, text.unit(found.end + 1) != unit("数") {
            found.hasHalf = true
            found.end += 1
        }
        found.hasHalf = found.hasHalf || word.hasHalf
        return found
    }

    /// A number of it in the kind's whole numbers; nil where that is beyond them.
    func value(_ millionths: UInt64) -> UInt64? {
        let product = millionths.multipliedFullWidth(by: factor)
        guard product.high < 1_000_000 else { return nil }
        let whole = UInt64(1_000_000).dividingFullWidth(product).quotient
        let (sum, overflow) = whole.addingReportingOverflow(hasHalf ? factor / 2 : 0)
        return overflow ? nil : sum
    }

    static let half = unit("半")
    static let percent: UInt64 = 10_000
    static let yuan: UInt64 = 100
    static let hour: UInt64 = 60
    static let day: UInt64 = 24 * hour
    static let month: UInt64 = 30 * day
    static let year: UInt64 = 365 * day

    private struct Word {
        var word: [UInt16]
        var kind: Quantity.Kind
        var factor: UInt64
        var hasHalf = false
        /// What must not follow.
        var excluded: [UInt16] = []

        init(
            _ word: String, _ kind: Quantity.Kind, _ factor: UInt64, hasHalf: Bool = false, not excluded: String = ""
        ) {
            self.word = Array(word.utf16)
            self.kind = kind
            self.factor = factor
            self.hasHalf = hasHalf
            self.excluded = Array(excluded.utf16)
        }
    }

    /// By first character, longer words first.
    private static let words = [UInt16: [Word]](
        grouping: [
            Word("元", .money, yuan, not: "化素件旦首年月宵论制结区方气老帅器组代朝勋祖音谋凶曲典宝催乙"),
            Word("圆", .money, yuan, not: "形周心柱桌"),
            Word("个工作日", .period, day), Word("个自然日", .period, day), Word("个交易日", .period, day),
            Word("个日历日", .period, day), Word("个日历天", .period, day), Word("个半月", .period, month, hasHalf: true),
            Word("个小时", .period, hour), Word("个星期", .period, 7 * day), Word("个月", .period, month),
            Word("工作日", .period, day), Word("自然日", .period, day), Word("交易日", .period, day),
            Word("日历天", .period, day), Word("日历日", .period, day), Word("日", .period, day, not: "元"),
            Word("天", .period, day, not: "然津地气下空文桥线体"), Word("周年", .period, year),
            Word("周", .period, 7 * day, not: "岁期边转长"), Word("星期", .period, 7 * day),
            Word("小时", .period, hour), Word("分钟", .period, 1),
            Word("年", .period, year, not: "级代底初末终龄"), Word("倍", .multiple, 1000, not: "频"),
        ], by: { $0.word[0] })
}

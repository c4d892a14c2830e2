/// What an amount can be an amount of: a word of law that stands beside it.
///
/// - Note: Numbers are kept in indexes. A word may join a subject and a subject may join the list; no number changes.
package struct QuantitySubject: Sendable, Hashable {
    /// Its place in ``all``, from 1.
    package let number: UInt8

    /// A subject by its number; nil for none.
    package init?(number: UInt8) {
        guard (1...Self.all.count).contains(Int(number)) else { return nil }
        self.number = number
    }

    private init(_ number: Int) { self.number = UInt8(number) }

    /// What is known of a subject.
    struct Entry {
        /// All that it is called; the first is shown.
        var words: [String]
        /// What it can be measured in; the first is what a bare number means.
        var kinds: [Quantity.Kind]
    }

    /// The subject that a word names.
    package init?(named word: String) {
        guard let place = Self.all.firstIndex(where: { $0.words.contains { $0.utf8.elementsEqual(word.utf8) } }) else {
            return nil
        }
        self.init(place + 1)
    }

    /// What it is called.
    package var name: String { Self.all[Int(number) - 1].words[0] }

    /// What it can be measured in; the first is what a bare number means.
    package var kinds: [Quantity.Kind] { Self.all[Int(number) - 1].kinds }

    /// What all subjects are called, each by its first word.
    package static var names: [String] { all.map { $0.words[0] } }

    static let all: [Entry] = [
        Entry(words: ["罚款", "罚款额", "罚款数额", "行政罚款"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["罚金"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["货值金额", "货值"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["违法所得", "非法所得"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["违法经营额", "非法经营额", "经营额"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["销售额", "销售金额", "营业额", "销售收入", "营业收入"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["注册资本", "注册资金", "实缴资本"], kinds: [.money, .ratio]),
        Entry(words: ["赔偿", "赔偿金", "赔偿额", "惩罚性赔偿"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["损失"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["补偿", "补偿金", "补偿费"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["奖励", "奖金"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["保证金", "押金"], kinds: [.money, .ratio]),
        Entry(words: ["滞纳金"], kinds: [.ratio, .money]),
        Entry(words: ["工资", "劳动报酬"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["价款", "合同价款", "价格"], kinds: [.money, .multiple, .ratio]),
        Entry(words: ["税率"], kinds: [.ratio]),
        Entry(words: ["拘留", "行政拘留"], kinds: [.period]),
        Entry(words: ["拘役"], kinds: [.period]),
        Entry(words: ["管制"], kinds: [.period]),
        Entry(words: ["有期徒刑", "徒刑"], kinds: [.period]),
        Entry(words: ["停业", "停产停业", "停业整顿", "停产整顿"], kinds: [.period]),
        Entry(words: ["暂扣"], kinds: [.period]),
        Entry(words: ["有效期", "有效期限", "有效期间"], kinds: [.period]),
        Entry(words: ["保存", "保存期限", "保存期", "保管期限"], kinds: [.period]),
        Entry(words: ["试用期"], kinds: [.period]),
        Entry(words: ["保修期", "质量保证期", "保质期"], kinds: [.period]),
        Entry(words: ["诉讼时效", "时效期间"], kinds: [.period]),
        Entry(words: ["公示", "公示期"], kinds: [.period]),
        Entry(words: ["任期"], kinds: [.period]),
        Entry(words: ["价值"], kinds: [.money, .multiple, .ratio]),
    ]
}

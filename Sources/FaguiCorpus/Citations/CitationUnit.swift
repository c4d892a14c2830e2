/// What a law is divided into, outermost first.
public enum CitationUnit: UInt8, Sendable, Comparable {
    /// 编.
    case part
    /// 分编.
    case subpart
    /// 章.
    case chapter
    /// 节.
    case section
    /// 条.
    case article
    /// 款.
    case paragraph
    /// 项.
    case subparagraph
    /// 目.
    case item

    /// Whether one stands above another.
    public static func < (left: CitationUnit, right: CitationUnit) -> Bool { left.rawValue < right.rawValue }

    /// Its Chinese name.
    public var name: String {
        switch self {
        case .part: "编"
        case .subpart: "分编"
        case .chapter: "章"
        case .section: "节"
        case .article: "条"
        case .paragraph: "款"
        case .subparagraph: "项"
        case .item: "目"
        }
    }

    /// Whether it stands above articles.
    public var isHeading: Bool { self < .article }

    /// Reads the name of a unit at an index, which no longer word may go on with: 第三条 but not 第三条例.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - index: Where it may begin.
    ///   - end: Where the text ends.
    /// - Returns: The unit, and where its name ends.
    static func parse(_ text: UTF8Bytes, at index: Int, to end: Int) -> (unit: CitationUnit, end: Int)? {
        guard index + 3 <= end else { return nil }
        let unit: CitationUnit
        var after = index + 3
        switch text.scalar(at: index).value {
        case 0x6761, 0x689D: unit = .article  // 条 條
        case 0x6B3E: unit = .paragraph  // 款
        case 0x9879, 0x9805: unit = .subparagraph  // 项 項
        case 0x76EE: unit = .item  // 目
        case 0x7AE0: unit = .chapter  // 章
        case 0x8282, 0x7BC0: unit = .section  // 节 節
        case 0x7F16, 0x7DE8: unit = .part  // 编 編
        case 0x5206:  // 分
            guard after + 3 <= end, [0x7F16, 0x7DE8].contains(text.scalar(at: after).value) else { return nil }
            unit = .subpart
            after += 3
        default: return nil
        }
        if after < end, unit.goesOn(with: text.scalar(at: after).value) { return nil }
        return (unit, after)
    }

    /// Whether a character makes a longer word of the unit's name: 条例, 条件, 条约, 条款, 款项, 项目, 目标, 章程, 编号…
    private func goesOn(with scalar: UInt32) -> Bool {
        switch self {
        // 例 件 约 約 款 目 线 線 形 文
        case .article:
            [0x4F8B, 0x4EF6, 0x7EA6, 0x7D04, 0x6B3E, 0x76EE, 0x7EBF, 0x7DDA, 0x5F62, 0x6587].contains(scalar)
        case .paragraph: [0x9879, 0x9805, 0x5F0F, 0x7269].contains(scalar)  // 项 項 式 物
        case .subparagraph: [0x76EE, 0x5708, 0x94FE].contains(scalar)  // 目 圈 链
        case .item: [0x6807, 0x6A19, 0x5F55, 0x7684, 0x524D, 0x5149].contains(scalar)  // 标 標 录 的 前 光
        case .chapter: [0x7A0B].contains(scalar)  // 程
        // 目 能 点 约 课 假 水 日 省 奏 气
        case .section:
            [0x76EE, 0x80FD, 0x70B9, 0x7EA6, 0x8BFE, 0x5047, 0x6C34, 0x65E5, 0x7701, 0x594F, 0x6C14].contains(scalar)
        case .part, .subpart: [0x53F7, 0x865F, 0x7801, 0x5236, 0x8F91, 0x5199, 0x5165, 0x7EC7].contains(scalar)
        // 号 號 码 制 辑 写 入 织
        }
    }
}

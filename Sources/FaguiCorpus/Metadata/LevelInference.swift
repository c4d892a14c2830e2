/// Concludes the level of legal force of a text: who made it and how come first, its title where nothing says so.
struct LevelInference {
    /// The title without what brackets behind it say: （试行）, （一）, （2007）.
    private let name: String
    private let issuers: [String]
    private let numbers: [String]
    /// All that the head says, for 审判委员会 and the like.
    private let head: String
    /// The text, and the beginning of its body.
    private let text: UTF8Bytes
    private let opening: Range<Int>
    /// The folders of the path: a weak hint.
    private let folders: [String]

    /// - Parameters:
    ///   - title: As the text has it.
    ///   - issuers: By their usual names.
    ///   - numbers: Numbers of the document.
    ///   - head: The text of the head's lines.
    ///   - text: Valid UTF-8.
    ///   - opening: The beginning of the text's body.
    ///   - path: The path of the file.
    init(
        title: String, issuers: [String], numbers: [String], head: String, text: UTF8Bytes, opening: Range<Int>,
        path: String
    ) {
        name = Self.plain(title)
        self.issuers = issuers
        self.numbers = numbers
        self.head = head
        self.text = text
        self.opening = opening
        folders = path.split(separator: "/").dropLast().map(String.init)
    }

    /// The level; nil where nothing tells.
    var level: LegalLevel? {
        if isCase || ends(with: Self.accounts) { return .other }
        if name.hasSuffix("宪法") || name.contains("宪法修正案") {
            return name == "宪法" || name == "中华人民共和国宪法" || name.contains("修正案") ? .constitution : nil
        }
        return byJudges ?? byIssuers ?? byTitle ?? byFolder
    }

    // MARK: Cases

    private var isCase: Bool {
        isCaseBody || head.contains("典型案例") || name.hasSuffix("案例") || name.contains("典型案例") || name.contains("指导性案例")
            || name.contains("诉") && (name.hasSuffix("案") || name.hasSuffix("纠纷"))
    }

    // MARK: Courts and prosecutors

    private var byJudges: LegalLevel? {
        if head.contains("最高人民法院审判委员会") || head.contains("最高人民检察院") && head.contains("检察委员会")
            || numbers.contains(where: { $0.hasPrefix("法释") || $0.hasPrefix("高检发释") })
        {
            return .judicialInterpretation
        }
        guard
            name.hasPrefix("最高人民法院") || name.hasPrefix("最高人民检察院")
                || issuers.contains(where: { $0 == "最高人民法院" || $0 == "最高人民检察院" })
        else { return nil }
        return ends(with: Self.papers) && !ends(with: ["批复"]) ? .normativeDocument : .judicialInterpretation
    }

    // MARK: Who made it

    private var byIssuers: LegalLevel? {
        if issuers.contains(where: { $0 == "全国人民代表大会" || $0 == "全国人民代表大会常务委员会" }) { return .law }
        if issuers.contains("中央人民政府委员会") { return .law }
        if issuers.contains("国家监察委员会") {
            return ends(with: ["条例", "规定"]) || head.contains("公告") ? .supervisoryRegulation : .normativeDocument
        }
        if issuers.contains(where: { $0.contains("人民代表大会") || $0.contains("人大常") }) || head.contains("人民代表大会常务委员会") {
            return .localRegulation
        }
        if issuers.contains(where: { $0.hasSuffix("国务院办公厅") }) { return .normativeDocument }
        if issuers.contains(where: { $0.hasPrefix("国务院") || $0 == "政务院" }) || head.contains("国务院批准")
            || head.contains("国务院令") || head.contains("部分行政法规的决定")
        {
            return ofStateCouncil
        }
        if issuers.contains(where: { $0.contains("人民政府") }) { return ofLocalGovernment }
        if issuers.contains(where: { $0.hasPrefix("中央军") }) { return .other }
        if issuers.contains(where: { $0.hasPrefix("中共") || $0.hasPrefix("中国共产党") }) {
            return ends(with: Self.papers) ? .normativeDocument : .other
        }
        guard issuers.contains(where: Issuer.isBody) else { return nil }
        if ends(with: Self.papers) { return .normativeDocument }
        let isDecree = numbers.contains { $0.contains("令") || $0.contains("公告") }
        if isDecree || Self.meetings.contains(where: head.contains) { return .departmentalRule }
        // 国质检〔2009〕1号 is a letter's number, whatever it sends.
        if !numbers.isEmpty { return .normativeDocument }
        return ends(with: Self.rules) ? .departmentalRule : nil
    }

    private var ofStateCouncil: LegalLevel {
        if head.contains("国务院令") || head.contains("部分行政法规的决定") || numbers.contains(where: { $0.contains("令") }) {
            return .administrativeRegulation
        }
        return ends(with: Self.papers) && !head.contains("国务院批准") ? .normativeDocument : .administrativeRegulation
    }

    private var ofLocalGovernment: LegalLevel {
        let isDecree = numbers.contains { $0.contains("令") } || head.contains("常务会议")
        // A rule of a local government has no level of its own.
        return ends(with: Self.papers) || !isDecree && !ends(with: Self.rules) ? .normativeDocument : .other
    }

    // MARK: By the title alone

    private var byTitle: LegalLevel? {
        if isNamedLaw { return .law }
        // 关于审理……案件适用法律若干问题的解释
        if name.contains("适用法律") || name.contains("应用法律"), ends(with: ["解释", "规定", "批复", "解答"]) {
            return .judicialInterpretation
        }
        if ends(with: Self.papers) && !name.hasPrefix("国务院关于") { return .normativeDocument }
        if name.hasPrefix("全国人民代表大会") { return .law }
        if name.hasSuffix("监察法实施条例") { return .supervisoryRegulation }
        if isLocalTitle || isLocalBody {
            if name.contains("人民政府") { return ofLocalGovernment }
            return ends(with: Self.rules + ["决议", "守则"]) ? .localRegulation : nil
        }
        if name.hasPrefix("国务院") { return ofStateCouncil }
        if ends(with: ["条例"]) { return namesPlace ? .localRegulation : .administrativeRegulation }
        return nil
    }

    /// Whether the title begins with the name of a province, a city or a county: 杭州市……条例, but 农贸市场……条例.
    private var namesPlace: Bool {
        let scalars = Array(name.unicodeScalars.prefix(8))
        return scalars.indices.dropFirst(2).dropLast().contains { index in
            ["省", "市", "县"].contains(scalars[index]) && !Self.noPlaceBefore.contains(scalars[index - 1])
                && !Self.noPlaceBehind.contains(scalars[index + 1])
        }
    }

    /// 城市, 上市, 都市, 入市, 互市, 退市, 各省; 市场, 市政, 市容, 市区, 市民, 县级, 省级, 市级.
    private static let noPlaceBefore: Set<Unicode.Scalar> = ["城", "上", "都", "入", "互", "退", "夜", "各", "跨", "本"]
    private static let noPlaceBehind: Set<Unicode.Scalar> = ["场", "政", "容", "区", "民", "级", "值", "际"]

    /// 产品质量法, 民法典, 刑法修正案; no 办法.
    private var isNamedLaw: Bool {
        if name.contains("法修正案") || name.contains("法典") && !name.contains("解释") { return true }
        guard name.hasSuffix("法") else { return false }
        return !["办法", "方法", "做法", "用法", "算法", "书法", "疗法", "执法", "司法"].contains(where: name.hasSuffix)
    }

    private var isLocalTitle: Bool {
        name.hasPrefix("中国（") || Self.provinces.contains { name.hasPrefix($0) } && !name.hasPrefix("海南自由贸易港法")
            || Self.divisions.contains { division in
                guard let range = name.firstRange(of: division), range.lowerBound > name.startIndex else {
                    return false
                }
                let before = name[..<range.lowerBound].unicodeScalars.count
                return (2...8).contains(before) && !name[..<range.lowerBound].contains("国")
            }
    }

    /// A folder of a LawRefBook checkout has the name of a level or of a branch of law.
    private var byFolder: LegalLevel? {
        guard ends(with: Self.rules + Self.papers) else { return nil }
        for folder in folders.reversed() {
            if let level = LegalLevel(rawValue: folder), level != .other { return level }
        }
        return nil
    }

    // MARK: Words

    private func ends(with endings: [String]) -> Bool { endings.contains(where: name.hasSuffix) }

    /// What lays down rules.
    private static let rules = ["条例", "规定", "办法", "细则", "规则", "决定", "规范", "标准", "程序", "准则", "规程", "制度", "章程"]
    /// What tells and asks.
    private static let papers = [
        "通知", "意见", "函", "批复", "公告", "通告", "方案", "纪要", "指南", "要点", "通报", "纲要", "规划", "计划", "工作安排",
        "指引",
    ]
    /// What tells of what was done: no rules at all.
    private static let accounts = ["报告", "总结", "简报", "综述", "倡议书", "请示", "大事记"]

    private static let meetings = ["部务会", "局务会", "总局局务", "室务会", "委务会", "署务会", "行务会", "部长办公会", "局长办公会", "办公会议"]

    private static let divisions = ["自治州", "自治县", "自治区", "自治旗"]

    private static let provinces = [
        "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
        "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆",
    ]

    /// Whether the body speaks of 本市行政区域, 本省实际 and the like.
    ///
    /// Over bytes, and by the first character: every text is looked at.
    private var isLocalBody: Bool {
        let end = opening.upperBound
        let places: [StaticString] = ["市", "省", "自治区", "自治州", "自治县", "州", "县", "经济特区", "区"]
        let words: [StaticString] = ["行政区域", "实际", "辖区", "范围内", "各级人民"]
        var start = opening.lowerBound
        while let index = text.firstIndex(of: "本", in: start..<end) {
            start = index + 3
            guard let place = places.first(where: { text.matches($0, at: start, to: end) }) else { continue }
            let next = start + place.utf8CodeUnitCount
            if words.contains(where: { text.matches($0, at: next, to: end) }) { return true }
        }
        return false
    }

    /// Whether the body tells a case.
    private var isCaseBody: Bool {
        let words: [StaticString] = ["基本案情", "案情回顾", "裁判要点", "裁判要旨", "简要案情"]
        let beginning = opening.lowerBound..<min(opening.upperBound, opening.lowerBound + 1_000)
        return words.contains { text.firstIndex(of: $0, in: beginning) != nil }
    }

    /// A title without brackets at its end.
    private static func plain(_ title: String) -> String {
        var name = LawTitle(title).name[...]
        while let last = name.last, last == "）" || last == ")",
            let open = name.lastIndex(where: { $0 == "（" || $0 == "(" }), open > name.startIndex
        {
            name = name[..<open]
            while name.last?.isWhitespace ?? false { name = name.dropLast() }
        }
        return String(name)
    }
}

/// Names of bodies as heads write them, and by their usual names.
public enum Issuer {
    /// The usual names of those that a head names together: 国务院 for 中华人民共和国国务院, 全国人民代表大会 for
    /// 第十三届全国人民代表大会, 最高人民法院 for its committee.
    static func names(_ stated: String) -> [String] {
        var result: [String] = []
        for part in stated.split(whereSeparator: { $0 == "、" || $0 == "，" }) {
            let name = name(String(part))
            if !name.isEmpty, !result.contains(name) { result.append(name) }
        }
        return result
    }

    private static func name(_ stated: String) -> String {
        var scalars = Array(stated.unicodeScalars).filter { !Blank.contains($0.value) }
        for lead in ["（", "(", "经", "由", "根据"] where starts(scalars, lead) {
            scalars.removeFirst(lead.unicodeScalars.count)
        }
        scalars = withoutTerm(scalars)
        let state = "中华人民共和国"
        if starts(scalars, state), scalars.count > state.unicodeScalars.count {
            scalars.removeFirst(state.unicodeScalars.count)
        }
        let committee = Array("审判委员会".unicodeScalars)
        let prosecutors = Array("检察委员会".unicodeScalars)
        if starts(scalars, "最高人民"), scalars.ends(with: committee) || scalars.ends(with: prosecutors) {
            scalars.removeLast(committee.count)
        }
        for meeting in meetings where scalars.count > meeting.count && scalars.ends(with: meeting) {
            scalars.removeLast(meeting.count)
        }
        // 国家互联网信息办公室2021年第20次室务会议: the year belongs to the meeting.
        if scalars.last == "年" {
            scalars.removeLast()
            while let last = scalars.last, last.properties.numericType != nil { scalars.removeLast() }
        }
        let short = Array("人大常委会".unicodeScalars)
        if scalars.count > short.count, scalars.ends(with: short) {
            scalars.removeLast(short.count)
            scalars += Array("人民代表大会常务委员会".unicodeScalars)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        let name = String(view)
        return name == "主席" || name == "主席团" ? "" : name
    }

    /// What acts for a body.
    private static let meetings = [
        "会议", "部长办公", "局长办公", "主任办公", "署长办公", "行长办公", "省长办公", "市长办公", "政治局", "部务", "局务", "委务", "常务",
    ].map { Array($0.unicodeScalars) }

    /// Without 第十三届.
    private static func withoutTerm(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard let end = scalars.firstIndex(of: "届"),
            let start = scalars[..<end].lastIndex(of: "第"), end - start <= 5, end > start + 1
        else { return scalars }
        return Array(scalars[..<start] + scalars[(end + 1)...])
    }

    /// The bodies that a title names: 最高人民法院、最高人民检察院关于……的解释.
    static func inTitle(_ title: String) -> [String] {
        guard let range = title.unicodeScalars.firstIndex(of: "关") else { return [] }
        let rest = title.unicodeScalars[range...]
        guard rest.starts(with: "关于".unicodeScalars), range > title.startIndex else { return [] }
        return separated(String(title.unicodeScalars[..<range]))
    }

    /// The bodies that a text names one behind another, with marks or blanks between; none where something else is named.
    static func separated(_ text: String) -> [String] {
        let whole = names(text)
        let parts = text.split(whereSeparator: \.isWhitespace).flatMap { names(String($0)) }
        // 国 务 院 is one body.
        for names in [parts, whole] where names.allSatisfy(isBody) { return names }
        return []
    }

    /// Whether a name is that of a body by its last words.
    public static func isBody(_ name: String) -> Bool {
        endings.contains { name.hasSuffix($0) } && name.unicodeScalars.count <= 40
    }

    private static let endings = [
        "委员会", "人民代表大会", "人民政府", "法院", "检察院", "国务院", "办公厅", "办公室", "总局", "局", "部", "委", "署",
        "人民银行", "厅", "海关", "证监会", "银保监会", "政务院", "中央军委", "解放军", "联合会", "总工会", "中央",
    ]

    private static func starts(_ scalars: [Unicode.Scalar], _ text: String) -> Bool {
        scalars.starts(with: text.unicodeScalars)
    }
}

extension Array where Element: Equatable {
    /// Whether the last elements are these.
    fileprivate func ends(with other: [Element]) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}

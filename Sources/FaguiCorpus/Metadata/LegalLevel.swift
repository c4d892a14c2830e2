/// The level of a text's legal force, in the words and the order of the Legislation Law.
///
/// Regulations on the exercise of autonomy and separate regulations (自治条例, 单行条例) are local regulations; rules of
/// local governments (地方政府规章) have no level of their own here and are `other`, as are cases.
public enum LegalLevel: String, Sendable, CaseIterable, Comparable {
    case constitution = "宪法"
    case law = "法律"
    case administrativeRegulation = "行政法规"
    case supervisoryRegulation = "监察法规"
    case localRegulation = "地方性法规"
    case departmentalRule = "部门规章"
    case judicialInterpretation = "司法解释"
    case normativeDocument = "规范性文件"
    case other = "其他"

    /// From 0, the highest force.
    ///
    /// An interpretation ranks with the rules: it applies the laws, and neither is above the other.
    public var rank: Int {
        switch self {
        case .constitution: 0
        case .law: 1
        case .administrativeRegulation: 2
        case .supervisoryRegulation: 3
        case .localRegulation: 4
        case .departmentalRule, .judicialInterpretation: 5
        case .normativeDocument: 6
        case .other: 7
        }
    }

    /// Whether a level comes before another: the higher force first, of equal force the one named first.
    public static func < (a: LegalLevel, b: LegalLevel) -> Bool {
        (a.rank, a.order) < (b.rank, b.order)
    }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The level that front matter, a table or a database names in its own words; nil where it names none.
    public init?(stated: String) {
        let words = String(String.UnicodeScalarView(stated.unicodeScalars.filter { !Blank.contains($0.value) }))
        guard let level = LegalLevel(rawValue: words) ?? Self.otherNames[words] else { return nil }
        self = level
    }

    /// Names that databases use.
    private static let otherNames: [String: LegalLevel] = [
        "法律法规": .law, "有关法律问题和重大问题的决定": .law, "法律解释": .law, "修正案": .law, "有关法律问题的决定": .law,
        "国务院行政法规": .administrativeRegulation, "地方法规": .localRegulation, "省级地方性法规": .localRegulation,
        "设区的市地方性法规": .localRegulation, "市级地方性法规": .localRegulation, "经济特区法规": .localRegulation,
        "浦东新区法规": .localRegulation, "海南自由贸易港法规": .localRegulation, "自治条例": .localRegulation,
        "单行条例": .localRegulation, "自治条例和单行条例": .localRegulation, "部委规章": .departmentalRule,
        "国务院部门规章": .departmentalRule, "规章": .departmentalRule, "高法司法解释": .judicialInterpretation,
        "高检司法解释": .judicialInterpretation, "联合发布司法解释": .judicialInterpretation,
        "部门规范性文件": .normativeDocument, "国务院规范性文件": .normativeDocument, "地方规范性文件": .normativeDocument,
        "行政规范性文件": .normativeDocument, "地方政府规章": .other, "地方规章": .other, "案例": .other, "其它": .other,
    ]
}

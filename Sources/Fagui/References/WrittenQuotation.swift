internal import FaguiCorpus

/// What a document says to stand in the places that it cites.
struct WrittenQuotation: Hashable {
    /// What stands in the quotation marks.
    var text: String
    /// Whether a verb (规定, 载明) or a colon says that it stands there: not so of a mere catchword, 第九条“绝对化用语”.
    var isSaid: Bool

    /// Takes the quotation of a citation; nil where nothing is quoted.
    ///
    /// - Parameters:
    ///   - citation: The citation.
    ///   - text: What its ranges count in, from the first byte.
    init?(_ citation: Citation, in text: ArraySlice<UInt8>) {
        guard let quotation = citation.quotation else { return nil }
        let start = text.startIndex
        func string(_ range: Range<Int>) -> String {
            String(decoding: text[start + range.lowerBound..<start + range.upperBound], as: UTF8.self)
        }
        self.text = string(quotation)
        let end = citation.range.upperBound
        let between = end < quotation.lowerBound ? string(end..<quotation.lowerBound) : ""
        let hasVerb =
            Self.saying.contains(where: between.contains) && !Self.naming.contains(where: between.hasPrefix)
        isSaid = hasVerb || between.contains("：") || between.contains(":")
    }

    private static let saying = ["规定", "载明", "指出", "明确", "内容", "原文"]
    /// 依照第九条的规定，“绝对化用语”不得使用
    private static let naming = ["的规定", "之规定", "关于"]
}

/// What became of a quotation.
enum Comparison: Equatable {
    /// It stands where it is cited from.
    case stands
    /// It is a catchword, and no quotation.
    case catchword
    /// A wording of another day says it.
    case otherWording(CalendarDay)
    /// It stands in another part of the article that is cited.
    case elsewhere(String)
    /// It stands in another article.
    case moved(String)
    /// It stands nowhere.
    case missing

    /// Completes what was found of a place.
    func judge(_ check: inout CitationCheck) {
        guard check.verdict == .ok || check.verdict == .noSuchPlace else { return }
        switch self {
        case .stands, .catchword: break
        case .otherWording(let day):
            check.verdict = .superseded
            check.message = "That is what the wording of \(day) says."
        case .moved(let place):
            check.verdict = .renumbered
            check.message = "That is \(place) now."
        case .elsewhere(let place):
            let message = "It stands in \(place)."
            check.message = check.verdict == .ok ? message : "\(check.message) \(message)"
            if check.verdict == .ok { check.verdict = .textDiffers }
        case .missing:
            guard check.verdict == .ok else { return }
            check.verdict = .textDiffers
            check.message = "It does not say what is quoted."
        }
    }
}

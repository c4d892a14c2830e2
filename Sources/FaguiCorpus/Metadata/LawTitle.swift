/// The title of a law taken apart: its name, by which all its wordings are one work, and which wording it names.
///
/// 《中华人民共和国反垄断法》（2007） and 反垄断法(2007-08-30) have one key; their versions differ in what they say of the day.
public struct LawTitle: Sendable, Hashable {
    /// The title without the brackets of a title around it, and without its version and part.
    public let name: String
    /// The part of the law that a text is, where its title names one behind a space: 物权编, 总则.
    public let part: String?
    /// What titles of one work share: the name without 中华人民共和国, white space and marks of titles inside; full-width
    /// letters, digits and brackets in their usual width.
    public let key: String
    /// The wording that brackets behind the name say: `2007`, `2007-08`, `2007-08-30`; nil where they say none.
    public let version: String?

    /// Takes a title apart. One without any letter has an empty key.
    public init(_ title: String) {
        var scalars = Array(title.unicodeScalars)[...]
        Self.trim(&scalars)
        var version: String?
        // 《…》（2007） has its version outside, 《…（2007）》 inside.
        while true {
            if version == nil, let found = Self.takeVersion(&scalars) {
                version = found
            } else if let open = scalars.first, let close = scalars.last, scalars.count > 2,
                Self.isPair(open, close), Self.closes(scalars)
            {
                scalars = scalars.dropFirst().dropLast()
            } else {
                break
            }
            Self.trim(&scalars)
        }
        self.version = version
        part = Self.takePart(&scalars)
        name = Self.string(scalars)
        key = Self.key(of: scalars)
    }

    /// 中华人民共和国, which people leave out.
    private static let state = Array("中华人民共和国".unicodeScalars)

    private static func key(of scalars: ArraySlice<Unicode.Scalar>) -> String {
        var folded: [Unicode.Scalar] = []
        for scalar in scalars where !Blank.contains(scalar.value) {
            switch scalar {
            case "《", "》", "〈", "〉", "<", ">", "＜", "＞", "“", "”", "\"": continue
            case "〔": folded.append("(")
            case "〕": folded.append(")")
            default:
                // U+FF01…U+FF5E are the ASCII characters in full width.
                let isWide = (0xFF01...0xFF5E).contains(scalar.value)
                folded.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
            }
        }
        var kept: [Unicode.Scalar] = []
        var index = 0
        while index < folded.count {
            let rest = folded[index...]
            if rest.count > state.count, rest.starts(with: state) {
                index += state.count
            } else {
                kept.append(folded[index])
                index += 1
            }
        }
        return string(kept[...])
    }

    /// Takes the name of a part off the end, which stands behind white space: 民法典 物权编.
    private static func takePart(_ scalars: inout ArraySlice<Unicode.Scalar>) -> String? {
        guard let blank = scalars.lastIndex(where: { Blank.contains($0.value) }) else { return nil }
        let part = scalars[(blank + 1)...]
        let name = string(part)
        guard part.count <= 12, part.last == "编" || ["总则", "分则", "附则"].contains(name) else { return nil }
        var rest = scalars[..<blank]
        trim(&rest)
        guard rest.last == "法" || rest.suffix(2).elementsEqual("法典".unicodeScalars) else { return nil }
        scalars = rest
        return name
    }

    /// Takes brackets with a year or a day off the end: （2007）, (2018年修正), （2018-12-29）, (2022修订本).
    private static func takeVersion(_ scalars: inout ArraySlice<Unicode.Scalar>) -> String? {
        guard let close = scalars.last, close == ")" || close == "）" || close == "]" || close == "］",
            let open = scalars.lastIndex(where: { ["(", "（", "[", "［"].contains($0) }), open > scalars.startIndex
        else { return nil }
        var inside = Array(string(scalars[(open + 1)...].dropLast()).utf8)
        let version = inside.withUnsafeMutableBufferPointer { Self.version(UTF8Bytes($0)) }
        guard let version else { return nil }
        scalars = scalars[..<open]
        trim(&scalars)
        return version
    }

    private static func version(_ text: UTF8Bytes) -> String? {
        let range = text.trimmed(0..<text.count)
        guard let year = ChineseNumeral.parse(text, at: range.lowerBound, to: range.upperBound),
            (1900...2999).contains(year.value)
        else { return nil }
        var version = String(year.value)
        var end = year.end
        if let date = CalendarDate.parse(text, at: range.lowerBound, to: range.upperBound) {
            version = date.iso8601
            end = date.end
        } else if text.matches("年", at: end, to: range.upperBound) {
            end += 3
        }
        end = text.skippingBlanks(from: end, to: range.upperBound)
        let rest = text.string(end..<range.upperBound)
        return endings.contains(rest) || isCountedAmendment(rest) ? version : nil
    }

    private static let endings: Set<String> = [
        "", "修正", "修订", "修改", "修正本", "修订本", "修改本", "版", "修正版", "修订版", "年版", "公布", "发布", "施行",
        "通过", "版本", "起施行",
    ]

    /// 第四次修正.
    private static func isCountedAmendment(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count == 5, scalars[0] == "第", scalars[2] == "次" else { return false }
        return "一二三四五六七八九".unicodeScalars.contains(scalars[1])
            && ["修正", "修订", "修改"].contains(string(scalars[3...]))
    }

    private static func isPair(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Bool {
        switch (open, close) {
        case ("《", "》"), ("〈", "〉"), ("<", ">"), ("＜", "＞"), ("“", "”"), ("「", "」"), ("『", "』"): true
        default: false
        }
    }

    /// Whether what opens at the beginning closes at the end, and not before: not so in 《甲》和《乙》.
    private static func closes(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let open = scalars.first, let close = scalars.last else { return false }
        var depth = 0
        for index in scalars.indices {
            if scalars[index] == open { depth += 1 }
            if scalars[index] == close { depth -= 1 }
            if depth == 0 { return index == scalars.index(before: scalars.endIndex) }
        }
        return false
    }

    private static func trim(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        while let first = scalars.first, Blank.contains(first.value) { scalars.removeFirst() }
        while let last = scalars.last, Blank.contains(last.value) { scalars.removeLast() }
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}

/// The sheet above a text by which it is made known: 中华人民共和国国务院令, 第722号,
/// 《××条例》已经2019年10月8日国务院第66次常务会议通过，现予公布, and a name with a day.
struct PromulgationSheet {
    /// The lines of the sheet, without those of the title.
    var lines: Range<Int>
    /// What it makes known, or 国务院令第722号 where that does not follow.
    var title: String
    /// The lines of the title, which stand behind the sheet or are its first ones.
    var titleLines: Range<Int>
    /// The number, who made the text, and the days of its passing and publishing.
    var fields: [SourceText.Field] = []

    /// The most lines between the number and what names the text.
    private static let noticeLimit = 8
    /// The most lines between that and the title of the text.
    private static let sheetLimit = 40
    /// The most lines of a title.
    private static let titleLimit = 3
    /// The longest line that is looked at, in bytes.
    private static let lengthLimit = 2_000

    /// Finds a sheet among the first lines; nil where there is none.
    static func read(_ text: UTF8Bytes, _ lines: [Line]) -> PromulgationSheet? {
        guard let first = lines.indices.prefix(4).first(where: { !lines[$0].isPassedOver }),
            let mark = Mark.read(text, lines, at: first)
        else { return nil }
        var statements = Statements()
        statements.fields = mark.fields
        if mark.isAnnouncement, let titleLines = subject(text, lines, at: mark.lines.upperBound) {
            let title = TitleLines.joined(text, lines[titleLines])
            return PromulgationSheet(
                lines: mark.lines, title: title, titleLines: titleLines, fields: statements.fields)
        }
        for index in lines.indices[mark.lines.upperBound...].prefix(noticeLimit) {
            let content = lines[index].content
            guard content.count <= lengthLimit, let name = quotedTitle(text, content), tells(text, content),
                let titleLines = repetition(of: name, text, lines, from: index + 1)
            else { continue }
            if let passed = text.firstIndex(of: "通过", in: content) {
                _ = statements.take(text, content.lowerBound..<passed + 6)
            }
            let days = lines[index..<titleLines.lowerBound].compactMap { CalendarDate.alone(text, $0.content) }
            if let day = days.last {
                statements.fields.append(SourceText.Field(key: "published", value: day.iso8601))
            }
            let title = TitleLines.joined(text, lines[titleLines])
            return PromulgationSheet(
                lines: mark.lines.lowerBound..<titleLines.lowerBound, title: title, titleLines: titleLines,
                fields: statements.fields)
        }
        // The number in a line of its own is no title by itself, and the name above it one of many texts.
        guard let number = mark.title else { return nil }
        return PromulgationSheet(
            lines: mark.lines, title: number, titleLines: mark.lines, fields: statements.fields)
    }

    // MARK: Whose, and which number

    /// 国务院令第722号, in one line or two.
    private struct Mark {
        var lines: Range<Int>
        /// The number, where its lines are nothing else.
        var title: String?
        var fields: [SourceText.Field]
        var isAnnouncement: Bool

        static func read(_ text: UTF8Bytes, _ lines: [Line], at index: Int) -> Mark? {
            let content = lines[index].content
            guard content.count <= 240, let kind = kind(text, content) else { return nil }
            if kind.end < content.upperBound {
                guard DocumentNumber.contains(text, content) else { return nil }
                let who = text.string(content.lowerBound..<kind.start)
                guard isMaker(who) else { return nil }
                return Mark(
                    lines: index..<index + 1, title: nil, fields: fields(who, text.string(content)),
                    isAnnouncement: kind.isAnnouncement)
            }
            var next = index + 1
            while next < lines.count, lines[next].isPassedOver { next += 1 }
            guard next < lines.count, let number = number(text, lines[next].content) else { return nil }
            let who = text.string(content.lowerBound..<kind.start)
            guard isMaker(who) else { return nil }
            let whole = text.string(kind.start..<kind.end) + number
            return Mark(
                lines: index..<next + 1, title: who + whole,
                fields: fields(who, name(who) + whole),
                isAnnouncement: kind.isAnnouncement)
        }

        /// 国务院, for the number 国务院令第722号.
        private static func name(_ who: String) -> String {
            who.hasSuffix("主席") ? "主席" : Issuer.names(who).joined(separator: "、")
        }

        private static func isMaker(_ name: String) -> Bool {
            let names = Issuer.names(name)
            return name.hasSuffix("主席") || !names.isEmpty && names.allSatisfy(Issuer.isBody)
        }

        private static func fields(_ who: String, _ number: String) -> [SourceText.Field] {
            [SourceText.Field(key: "number", value: number)]
                + Issuer.names(who).filter(Issuer.isBody).map { SourceText.Field(key: "issuer", value: $0) }
        }

        /// The word that ends the name of who makes known: 令 or 公告.
        private static func kind(
            _ text: UTF8Bytes, _ line: Range<Int>
        ) -> (start: Int, end: Int, isAnnouncement: Bool)? {
            if let start = text.firstIndex(of: "公告", in: line), start > line.lowerBound {
                return (start, start + 6, true)
            }
            guard let start = text.firstIndex(of: "令", in: line), start > line.lowerBound else { return nil }
            return (start, start + 3, false)
        }

        /// 第722号, （第25号）, 2023年第12号: a line that is nothing else, without brackets and blanks.
        private static func number(_ text: UTF8Bytes, _ line: Range<Int>) -> String? {
            guard line.count <= 60 else { return nil }
            let string = String(
                String.UnicodeScalarView(
                    text.string(line).unicodeScalars.filter {
                        !Blank.contains($0.value) && !["（", "）", "(", ")"].contains($0)
                    }))
            guard string.hasSuffix("号") else { return nil }
            var rest = Substring(string)
            if let year = rest.firstIndex(of: "年") {
                guard rest[..<year].allSatisfy({ $0.isNumber || $0 == "〇" || $0 == "零" }) else { return nil }
                rest = rest[rest.index(after: year)...]
            }
            guard rest.first == "第" else { return nil }
            let digits = Array(rest.dropFirst().dropLast().utf8)
            let isNumeral = digits.withUnsafeBufferPointer {
                ChineseNumeral.parse($0, at: 0, to: $0.count)?.end == $0.count
            }
            return isNumeral ? string : nil
        }
    }

    // MARK: What is made known

    /// 关于发布……的公告: the lines of an announcement's own subject.
    private static func subject(_ text: UTF8Bytes, _ lines: [Line], at start: Int) -> Range<Int>? {
        guard let first = lines.indices[start...].first(where: { !lines[$0].isPassedOver }),
            lines[first].isHeadingLike, lines[first].item == nil,
            text.matches("关于", at: lines[first].content.lowerBound, to: lines[first].content.upperBound)
        else { return nil }
        return first..<first + TitleLines.count(text, lines, from: first)
    }

    /// What stands between the first 《 of a line and its 》.
    private static func quotedTitle(_ text: UTF8Bytes, _ line: Range<Int>) -> String? {
        guard let open = text.firstIndex(of: "《", in: line),
            let title = TitleMark.title(text, at: open, to: line.upperBound)
        else { return nil }
        return text.string(title.inside)
    }

    private static func tells(_ text: UTF8Bytes, _ line: Range<Int>) -> Bool {
        (["通过", "公布", "发布", "印发", "施行"] as [StaticString]).contains { text.firstIndex(of: $0, in: line) != nil }
    }

    /// The lines that are a title and nothing else.
    private static func repetition(
        of title: String, _ text: UTF8Bytes, _ lines: [Line], from start: Int
    ) -> Range<Int>? {
        // 《关于修改〈甲办法〉的决定》 is called 关于修改《甲办法》的决定 above its text.
        func letters(_ string: String) -> [UInt32] {
            TitleLines.letters(string).map { $0 == 0x3008 ? 0x300A : $0 == 0x3009 ? 0x300B : $0 }
        }
        let wanted = letters(title)
        guard !wanted.isEmpty else { return nil }
        for first in lines.indices[start...].prefix(sheetLimit) {
            var found: [UInt32] = []
            for last in first..<min(lines.count, first + titleLimit) {
                let content = lines[last].content
                guard content.count <= lengthLimit, found.count < wanted.count else { break }
                found += letters(text.string(content))
                if found == wanted { return first..<last + 1 }
            }
        }
        return nil
    }
}

/// Titles that take several lines: ××人民政府办公室关于印发 / ××管理办法的 / 通知.
enum TitleLines {
    /// The most lines of a title.
    private static let limit = 5

    /// How many lines a title has that begins at a line.
    static func count(_ text: UTF8Bytes, _ lines: [Line], from first: Int) -> Int {
        guard lines[first].markdownLevel == 0 else { return 1 }
        var count = 1
        while count < limit, first + count < lines.count,
            goesOn(text, lines[first + count - 1].content, lines[first + count])
        {
            count += 1
        }
        return count
    }

    /// The title that lines make; 通　知 is a word with a blank for its looks.
    static func joined(_ text: UTF8Bytes, _ lines: ArraySlice<Line>) -> String {
        lines.map { line in
            let string = text.string(line.content)
            let pieces = string.split(whereSeparator: \.isWhitespace)
            return lines.count > 1 && pieces.allSatisfy { $0.count == 1 } ? pieces.joined() : string
        }.joined()
    }

    /// The characters of a title, white space apart.
    static func letters(_ title: String) -> [UInt32] {
        title.unicodeScalars.map(\.value).filter { !Blank.contains($0) }
    }

    /// Whether a line is part of the title that the line before it begins.
    private static func goesOn(_ text: UTF8Bytes, _ content: Range<Int>, _ next: Line) -> Bool {
        guard next.role == .body, next.markdownLevel == 0, next.isHeadingLike, next.item == nil else { return false }
        func begins(_ words: StaticString...) -> Bool {
            words.contains { text.matches($0, at: next.content.lowerBound, to: next.content.upperBound) }
        }
        func ends(_ words: StaticString...) -> Bool { words.contains { text.ends(with: $0, content) } }
        if begins("关于", "的") || ends("关于", "印发", "转发", "发布", "公布", "的", "和", "及") { return true }
        return begins("印发", "转发", "发布") && !Issuer.separated(text.string(content)).isEmpty
    }
}

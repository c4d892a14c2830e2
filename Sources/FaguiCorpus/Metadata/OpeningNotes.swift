/// What lines below a title state of a law's making: （2005年8月28日……通过　根据2012年10月26日……修正）.
enum OpeningNotes {
    /// The most lines below a title that are looked at.
    private static let lineLimit = 24
    /// The longest line that is looked at, in bytes.
    private static let lengthLimit = 8_000

    /// Takes what the lines from an index on state, up to one that states nothing.
    static func take(_ text: UTF8Bytes, _ lines: ArraySlice<Line>, into statements: inout Statements) {
        var depth = 0
        for line in lines.prefix(lineLimit) {
            let content = line.content
            guard content.count <= lengthLimit else { return }
            if depth > 0 || isStatement(text, content) {
                _ = statements.take(text, content)
                depth = max(0, depth + brackets(text, content))
            } else if let passing = decree(text, content) {
                _ = statements.take(text, passing)
            } else if case .remark = line.kind {
                continue
            } else {
                return
            }
        }
    }

    /// Whether a line begins with a day, bracketed or not, and says what was done on it.
    private static func isStatement(_ text: UTF8Bytes, _ line: Range<Int>) -> Bool {
        var index = line.lowerBound
        if text.matches("（", at: index, to: line.upperBound) { index += 3 }
        if text.matches("(", at: index, to: line.upperBound) { index += 1 }
        index = text.skippingBlanks(from: index, to: line.upperBound)
        if text.matches("根据", at: index, to: line.upperBound) { index += 6 }
        guard let date = CalendarDate.parse(text, at: index, to: line.upperBound), date.hasDay else { return false }
        let said = date.end..<line.upperBound
        let verbs: [StaticString] = ["通过", "修正", "修订", "修改", "公布", "发布", "批准", "施行", "印发", "颁布"]
        // A sentence that ends with 。 tells something: 2009年2月26日，国务院发布了……。
        return !text.matches("。", at: line.upperBound - 3, to: line.upperBound)
            && verbs.contains { text.firstIndex(of: $0, in: said) != nil }
    }

    /// The part of 《条例》已经2022年3月29日国务院第175次常务会议通过，现予公布 that tells of its passing.
    private static func decree(_ text: UTF8Bytes, _ line: Range<Int>) -> Range<Int>? {
        guard text.firstIndex(of: "现予", in: line) != nil, let passed = text.firstIndex(of: "通过", in: line) else {
            return nil
        }
        return line.lowerBound..<passed + 6
    }

    /// Opening less closing brackets.
    private static func brackets(_ text: UTF8Bytes, _ line: Range<Int>) -> Int {
        var depth = 0
        var index = line.lowerBound
        while index < line.upperBound {
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0xFF08, 0x28: depth += 1
            case 0xFF09, 0x29: depth -= 1
            default: break
            }
            index += length
        }
        return depth
    }
}

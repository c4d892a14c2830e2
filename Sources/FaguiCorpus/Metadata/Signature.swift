/// Who signs a text at its end, and when: 国家质量监督检验检疫总局 above 二〇〇九年二月二十六日.
struct Signature: Equatable {
    /// The bodies that sign, by their usual names.
    var issuers: [String] = []
    /// The day, ISO 8601.
    var day: String

    /// The longest line of a signature, in bytes.
    private static let lineLimit = 180

    /// Reads the last lines of a text; nil where none of the last few is a day and nothing else.
    static func read(_ text: UTF8Bytes, _ body: Range<Int>) -> Signature? {
        var lines = LastLines(text, body)
        for _ in 0..<3 {
            guard let line = lines.next(), line.count <= lineLimit else { return nil }
            // 附件 and （此件公开发布） may stand behind it.
            guard let date = CalendarDate.alone(text, line) else { continue }
            var block = Signature(day: date.iso8601)
            for _ in 0..<4 {
                guard let line = lines.next(), line.count <= lineLimit else { break }
                let names = text.string(line).split(whereSeparator: \.isWhitespace).flatMap { Issuer.names(String($0)) }
                guard !names.isEmpty, names.allSatisfy(Issuer.isBody) else { break }
                block.issuers.insert(contentsOf: names, at: 0)
            }
            return block
        }
        return nil
    }

    /// Lines that are not blank, from the last on.
    private struct LastLines {
        private let text: UTF8Bytes
        private let low: Int
        private var end: Int

        init(_ text: UTF8Bytes, _ range: Range<Int>) {
            self.text = text
            low = range.lowerBound
            end = range.upperBound
        }

        mutating func next() -> Range<Int>? {
            while end > low {
                var start = end
                while start > low, text[start - 1] != 0x0A, text[start - 1] != 0x0D { start -= 1 }
                let line = text.trimmed(start..<end)
                end = max(low, start - 1)
                if !line.isEmpty { return line }
            }
            return nil
        }
    }
}

/// The number at the beginning of an article's text.
package enum ArticleNumber {
    /// A text without the number that it begins with and the white space behind it, its lines trimmed and blank ones left
    /// out, so that texts compare by what they say.
    package static func textWithoutNumber(_ text: String) -> String {
        var text = text
        return text.withUTF8 { buffer in
            let bytes = UTF8Bytes(rebasing: buffer[...])
            var start = 0
            if let heading = ArticleHeading.parse(bytes, bytes.trimmed(0..<bytes.count)) {
                start = ArticleHeading.textStart(bytes, at: heading.end, to: bytes.count)
            }
            var lines: [String] = []
            while start < bytes.count {
                let line = bytes.line(from: start, to: bytes.count)
                let content = bytes.trimmed(line.range)
                if !content.isEmpty { lines.append(bytes.string(content)) }
                start = line.next
            }
            return lines.joined(separator: "\n")
        }
    }
}

/// Chooses the title of a page, whose `<title>` mostly has the site's name behind it, or nothing else.
enum HTMLTitle {
    /// Chooses a title.
    ///
    /// - Parameters:
    ///   - titleElement: What stands in `<title>`.
    ///   - headings: The texts of `<h1>`.
    ///   - text: The text of the page.
    /// - Returns: A heading that `<title>` holds, else a part of it that is a line of the text, else the only heading,
    ///   else all of it.
    static func choose(titleElement: String?, headings: [String], text: UTF8Bytes) -> String? {
        let title = titleElement.map(collapsed) ?? ""
        let headings = headings.map(collapsed).filter { !$0.isEmpty }
        if let named = headings.filter({ title.contains($0) }).max(by: { $0.utf8.count < $1.utf8.count }) {
            return named
        }
        let parts = Set(parts(of: title).map { Array($0.utf8) })
        if !parts.isEmpty, let line = firstLine(of: text, among: parts) { return String(decoding: line, as: UTF8.self) }
        if headings.count == 1 { return headings[0] }
        return title.isEmpty ? nil : title
    }

    /// The title up to each mark that may divide it from the site's name, and what stands between.
    private static func parts(of title: String) -> [String] {
        let divided = title.split { "_|-—–－｜".contains($0) }.map { collapsed(String($0)) }
        return ([title] + divided).filter { !$0.isEmpty }
    }

    private static func firstLine(of text: UTF8Bytes, among parts: Set<[UInt8]>) -> [UInt8]? {
        let longest = parts.reduce(0) { max($0, $1.count) }
        var start = 0
        while start < text.count {
            let line = text.line(from: start, to: text.count)
            start = line.next
            var range = line.range
            while range.lowerBound < range.upperBound, text[range.lowerBound] == UInt8(ascii: "#") {
                range = range.lowerBound + 1..<range.upperBound
            }
            range = text.trimmed(range)
            guard range.count <= longest else { continue }
            let content = Array(text[range])
            if parts.contains(content) { return content }
        }
        return nil
    }

    /// Without white space at the ends, and with one space for each inside.
    private static func collapsed(_ text: String) -> String {
        var result = ""
        var isBlank = false
        for scalar in text.unicodeScalars {
            if Blank.contains(scalar.value) {
                isBlank = true
                continue
            }
            if isBlank, !result.isEmpty { result.unicodeScalars.append(" ") }
            isBlank = false
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

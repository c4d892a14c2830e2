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
        let parts = parts(of: title)
        if !parts.isEmpty {
            let lines = lines(of: text, among: Set(parts.map { Array($0.utf8) }))
            if let part = parts.first(where: { lines.contains(Array($0.utf8)) }) { return part }
        }
        if headings.count == 1 { return headings[0] }
        return title.isEmpty ? nil : title
    }

    /// The title, and what stands between the marks that may divide it from the site's name.
    private static func parts(of title: String) -> [String] {
        let divided = title.split { "_|-—–－｜".contains($0) }.map { collapsed(String($0)) }
        return ([title] + divided).filter { !$0.isEmpty }
    }

    /// Which of some texts are lines, or headings.
    private static func lines(of text: UTF8Bytes, among parts: Set<[UInt8]>) -> Set<[UInt8]> {
        let longest = parts.reduce(0) { max($0, $1.count) }
        var found: Set<[UInt8]> = []
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
            if parts.contains(content) { found.insert(content) }
        }
        return found
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

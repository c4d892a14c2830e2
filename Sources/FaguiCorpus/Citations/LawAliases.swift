/// Finds the short names that a text gives to laws: 《中华人民共和国民法典》（以下简称民法典）.
enum LawAliases {
    /// Reads a text.
    ///
    /// - Parameter text: Valid UTF-8.
    /// - Returns: Titles by the keys of their short names, where these differ from their own.
    static func find(_ text: UTF8Bytes) -> [String: String] {
        var aliases: [String: String] = [:]
        var index = 0
        let end = text.count
        while let found = text.firstIndex(of: "简称", in: index..<end) {
            index = found + 6
            guard let title = title(text, before: found) else { continue }
            if text.matches("为", at: index, to: end) { index += 3 }
            guard let name = name(text, at: index) else { continue }
            let key = LawTitle(name).key
            if key.hasPrefix("本") || key.isEmpty || key == LawTitle(title).key { continue }
            aliases[key] = aliases[key] ?? title
        }
        return aliases
    }

    /// The title in marks whose brackets 以下简称 stands in.
    private static func title(_ text: UTF8Bytes, before index: Int) -> String? {
        var open = index
        let low = max(0, index - 30)
        while open > low {
            let (scalar, length) = text.scalar(before: open, notBefore: low)
            open -= length
            if scalar == 0xFF08 || scalar == 0x28 { break }
            if scalar == 0x0A || scalar == 0xFF09 || scalar == 0x3002 { return nil }
        }
        guard open >= 3, open > low, text.matches("》", at: open - 3, to: open) else { return nil }
        var start = open - 3
        var depth = 1
        let limit = max(0, open - 600)
        while start > limit {
            let (scalar, length) = text.scalar(before: start, notBefore: limit)
            if scalar == 0x300B { depth += 1 }
            if scalar == 0x300A {
                depth -= 1
                if depth == 0 { return text.string(start..<open - 3) }
            }
            if scalar == 0x0A { return nil }
            start -= length
        }
        return nil
    }

    /// The name behind 简称: in marks, or up to the bracket.
    private static func name(_ text: UTF8Bytes, at index: Int) -> String? {
        let end = min(text.count, index + 150)
        if let marked = TitleMark.title(text, at: index, to: end) { return text.string(marked.inside) }
        var next = index
        while next < end {
            let (scalar, length) = text.scalar(at: next)
            if scalar == 0xFF09 || scalar == 0x29 { return next > index ? text.string(index..<next) : nil }
            if [0x0A, 0xFF0C, 0x3002, 0xFF1B].contains(scalar) { return nil }
            next += length
        }
        return nil
    }
}

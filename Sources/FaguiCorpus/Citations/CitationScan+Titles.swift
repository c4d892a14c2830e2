/// Titles in marks, with the places behind them.
extension CitationScan {
    /// 《X》, with its place where one follows.
    mutating func takeTitle(at index: Int) -> Int {
        let end = text.count
        guard let title = TitleMark.title(text, at: index, to: min(end, index + Self.titleLimit)),
            !title.inside.isEmpty
        else { return index + 3 }
        var name = text.string(title.inside)
        var next = title.end
        // 《X》实施条例, 《X》（2007）
        for noun in ["实施条例", "实施细则", "实施办法"] as [StaticString] where text.matches(noun, at: next, to: end) {
            name += noun.description
            next += noun.utf8CodeUnitCount
            break
        }
        var placeStart = next
        if let bracket = bracket(at: next) {
            let inside = text.string(next..<bracket)
            if LawTitle("法" + inside).version != nil {
                name += inside
                next = bracket
            }
            placeStart = bracket
        }
        for word in ["中的", "中", "的"] as [StaticString] where text.matches(word, at: placeStart, to: end) {
            placeStart += word.utf8CodeUnitCount
            break
        }
        let isPlace = text.matches("第", at: placeStart, to: end) || placeStart == next
        if isPlace, let found = place(behindTitle: placeStart) {
            // A year before a law as a whole may be when something happened to it.
            let wording = lookback.wording(before: index, notBefore: low)
            add(wording?.start ?? index, .named(wording?.names(name) ?? name, hasMarks: true), found)
            low = found.end
            return found.end
        }
        add(index, .named(name, hasMarks: true), PlaceReader.Places(end: next))
        low = next
        return next
    }

    /// A place behind a title, also without 第: 《X》三十二条.
    func place(behindTitle index: Int) -> PlaceReader.Places? {
        let start = index < text.count && text[index] == 0x20 ? index + 1 : index
        if text.matches("第", at: start, to: text.count) { return places.places(at: start) }
        guard let number = ChineseNumeral.parse(text, at: start, to: text.count),
            let (unit, _) = CitationUnit.parse(text, at: number.end, to: text.count), unit == .article
        else { return nil }
        return PlaceReader(text: text, end: text.count, isTyped: true).places(at: start)
    }

    /// Where the brackets that open at an index end.
    func bracket(at index: Int) -> Int? {
        let end = min(text.count, index + 240)
        guard text.matches("（", at: index, to: end) || text.matches("(", at: index, to: end) else { return nil }
        var next = index + text.scalar(at: index).length
        var depth = 1
        while next < end {
            let (scalar, length) = text.scalar(at: next)
            if scalar == 0x0A { return nil }
            next += length
            if scalar == 0xFF08 || scalar == 0x28 { depth += 1 }
            if scalar == 0xFF09 || scalar == 0x29 {
                depth -= 1
                if depth == 0 { return next }
            }
        }
        return nil
    }
}

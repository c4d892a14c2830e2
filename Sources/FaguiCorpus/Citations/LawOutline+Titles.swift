/// Laws that a title names.
extension LawOutline {
    /// The first title in marks in a title, or the first law of the state.
    static func subjectLaw(of title: String) -> String? {
        if let found = titleInMarks(title) { return found }
        var title = title
        return title.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            var index = 0
            while let found = text.firstIndex(of: "法", in: index..<text.count) {
                index = found + 3
                // The name itself is not one that the title names.
                guard index < text.count, let start = KnownLaws.start(text, endingAt: index, notBefore: 0) else {
                    continue
                }
                return text.string(start..<index)
            }
            return nil
        }
    }

    /// The law in 关于修改《X》的决定, X修正案.
    static func amendedLaw(of title: String) -> String? {
        var title = title
        return title.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            let all = 0..<text.count
            if text.firstIndex(of: "修改", in: all) != nil || text.firstIndex(of: "修正", in: all) != nil {
                for mark in ["《", "〈"] as [StaticString] {
                    if let open = text.firstIndex(of: mark, in: all),
                        let found = TitleMark.title(text, at: open, to: text.count)
                    {
                        return text.string(found.inside)
                    }
                }
            }
            if let end = text.firstIndex(of: "修正案", in: all), end > 0 { return text.string(0..<end) }
            return nil
        }
    }

    /// The first title in marks in a title or a heading.
    static func titleInMarks(_ title: String) -> String? {
        var title = title
        return title.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            guard let open = text.firstIndex(of: "《", in: 0..<text.count) else { return nil }
            return TitleMark.title(text, at: open, to: text.count).map { text.string($0.inside) }
        }
    }
}

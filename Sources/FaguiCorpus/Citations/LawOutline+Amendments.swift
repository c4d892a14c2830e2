/// Texts without articles: decisions that amend laws, and numbers that are cited as articles.
extension LawOutline {
    /// Finds which law each part of a decision that amends several laws amends.
    mutating func followAmendedLaws(_ text: UTF8Bytes) {
        var current = amendedLaw
        for index in entries.indices {
            if index == 0 || entries[index].headings != entries[index - 1].headings,
                let heading = entries[index].headings.reversed().lazy.compactMap(Self.titleInMarks).first
            {
                current = heading
            }
            let range = entries[index].range
            let opening = range.lowerBound..<min(range.upperBound, range.lowerBound + 60)
            if text.firstIndex(of: "修改", in: opening) != nil || text.firstIndex(of: "将《", in: opening) != nil
                || text.firstIndex(of: "对《", in: opening) != nil,
                let open = text.firstIndex(of: "《", in: opening),
                let title = TitleMark.title(text, at: open, to: min(range.upperBound, open + 600))
            {
                current = text.string(title.inside)
            }
            entries[index].amendedLaw = current
        }
    }

    /// Numbers that people cite as articles in a text that has none: 一、, or 1. where these run through the text.
    mutating func numberItems(_ text: UTF8Bytes) {
        var lists: [ItemMark.Rank: [(number: Int, passage: Int)]] = [:]
        func take(_ text: UTF8Bytes, _ range: Range<Int>, _ passage: Int) {
            guard let mark = ItemMark.parse(text, range), mark.rank == .ideograph || mark.rank == .digits,
                let number = ChineseNumeral.parse(text, at: range.lowerBound, to: range.upperBound)?.value
            else { return }
            lists[mark.rank, default: []].append((number, passage))
        }
        for index in entries.indices {
            if index == 0 || entries[index].headings != entries[index - 1].headings {
                for heading in entries[index].headings {
                    var heading = heading
                    heading.withUTF8 { take(UTF8Bytes(rebasing: $0[...]), 0..<$0.count, index) }
                }
            }
            take(text, text.trimmed(entries[index].range), index)
        }
        func runs(_ list: [(number: Int, passage: Int)]) -> Bool {
            list.first?.number == 1 && zip(list, list.dropFirst()).allSatisfy { $0.number <= $1.number }
        }
        let digits = lists[.digits] ?? []
        let ideographs = lists[.ideograph] ?? []
        let list = runs(digits) && digits.count > ideographs.count ? digits : runs(ideographs) ? ideographs : []
        for (number, passage) in list {
            let key = ArticleKey(numbering: 1, article: number, suffix: 0)
            if articles[key] == nil { articles[key] = passage }
        }
    }
}

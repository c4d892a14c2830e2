/// Makes locators that are unique in their source.
///
/// - An article's is its heading in canonical numerals: 第三十二条, 第一百二十条之一.
/// - An article of a second or later numbering has the mark of its outermost heading before it: 附件1/第一条.
/// - Any other passage is `p` and its number among these: p1, p2…
/// - What is not unique by then gets the first free number from 2: 第一条~2.
struct LocatorMaker {
    /// Locators of articles, each with the last number that was put behind it.
    private var used: [String: Int] = [:]
    private var paragraphs = 0

    /// The next paragraph's.
    mutating func paragraph() -> String {
        paragraphs += 1
        return "p\(paragraphs)"
    }

    /// An article's.
    mutating func article(_ heading: ArticleHeading, numbering: Int, below path: HeadingPath) -> String {
        var locator = heading.locator
        if numbering > 1, let mark = path.entries.first?.mark, !mark.isEmpty { locator = "\(mark)/\(locator)" }
        // A source cannot hold `~` in a locator that is made here, so the number alone makes it unique.
        let number = used[locator, default: 0] + 1
        used[locator] = number
        return number == 1 ? locator : "\(locator)~\(number)"
    }
}

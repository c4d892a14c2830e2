/// Makes locators that are unique in their source.
///
/// - An article's is its heading in canonical numerals: 第三十二条, 第一百二十条之一.
/// - An article of a second or later numbering has the mark of its outermost heading before it, 附件1/第一条; where
///   there is no heading, the numbering behind it: 第一条~2.
/// - If two numberings have one mark, the later one's get a number from 2 behind: 附件1/第一条~2.
/// - Any other passage is `p` and its number among these: p1, p2…
struct LocatorMaker {
    /// Locators with marks, each with how often it was made.
    private var marked: [String: Int] = [:]
    private var paragraphs = 0

    /// The next paragraph's.
    mutating func paragraph() -> String {
        paragraphs += 1
        return "p\(paragraphs)"
    }

    /// An article's; its number must not occur twice in one numbering.
    mutating func article(_ heading: ArticleHeading, numbering: Int, below path: HeadingPath) -> String {
        let locator = heading.locator
        guard numbering > 1 else { return locator }
        guard let mark = path.entries.first?.mark, !mark.isEmpty else { return "\(locator)~\(numbering)" }
        let whole = "\(mark)/\(locator)"
        let count = marked[whole, default: 0] + 1
        marked[whole] = count
        return count == 1 ? whole : "\(whole)~\(count)"
    }
}

/// Makes locators that are unique in their source.
///
/// - An article's is its heading in canonical numerals: 第三十二条, 第一百二十条之一.
/// - An article of a second or later numbering has the mark of its outermost heading before it, 附件1/第一条; where
///   there is no heading, the numbering behind it: 第一条~2.
/// - If two numberings have one mark, the later one's get a number from 2 behind: 附件1/第一条~2. So does an article
///   whose number stands twice in one numbering.
/// - Any other passage is `p` and its number among these: p1, p2…
struct LocatorMaker {
    /// Locators with a number behind that were made, and those with marks.
    private var made: Set<String> = []
    /// The least number behind that a locator has not had, of those that had some.
    private var free: [String: Int] = [:]
    private var paragraphs = 0

    /// The next paragraph's.
    mutating func paragraph() -> String {
        paragraphs += 1
        return "p\(paragraphs)"
    }

    /// Counts paragraphs that belong to the one before: those that follow keep their numbers.
    mutating func skipParagraphs(_ count: Int) { paragraphs += count }

    /// An article's.
    ///
    /// - Parameters:
    ///   - heading: Its heading.
    ///   - numbering: Which numbering of the text it belongs to, from 1.
    ///   - isDoubled: Whether its number stands in that numbering already.
    ///   - path: The headings above.
    /// - Returns: A locator that no other passage has.
    mutating func article(
        _ heading: ArticleHeading, numbering: Int, isDoubled: Bool = false, below path: HeadingPath
    ) -> String {
        let locator = heading.locator
        guard numbering > 1 else { return isDoubled ? unique(locator, from: 2) : locator }
        guard let mark = path.entries.first?.mark, !mark.isEmpty else { return unique(locator, from: numbering) }
        let whole = "\(mark)/\(locator)"
        return made.insert(whole).inserted ? whole : unique(whole, from: 2)
    }

    /// A locator with the first number behind, from one on, that is not taken.
    private mutating func unique(_ locator: String, from number: Int) -> String {
        var number = max(number, free[locator, default: 2])
        while !made.insert("\(locator)~\(number)").inserted { number += 1 }
        free[locator] = number + 1
        return "\(locator)~\(number)"
    }
}

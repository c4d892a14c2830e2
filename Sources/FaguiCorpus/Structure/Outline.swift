/// What cutting a text gives: its passages, the headings between them, and what is odd about its articles.
struct Outline {
    /// The passages in text order.
    var passages: [Passage] = []
    /// The headings in text order.
    var headings: [Heading] = []
    /// Articles that do not follow one another.
    var oddities = ArticleOddities()

    /// A heading of the passages below it.
    struct Heading {
        /// What kind of heading it is.
        var level: HeadingLevel
        /// Bytes of its one or two lines, without Markdown's marks.
        var range: Range<Int>
        /// Its text, as passages below have it.
        var name: String
        /// How many headings stand above it.
        var depth: Int
        /// The number of the passage that comes next.
        var next: Int
        /// The locator that the paragraph has which a sentence leads, where that sentence is the heading.
        var locator: String?
    }
}

/// Articles that are missing, doubled or out of order: the first few of a text, and how many there are.
struct ArticleOddities {
    /// The most that are told of one text.
    static let limit = 3

    /// One of them.
    struct Oddity: Equatable {
        /// Where the article begins, in bytes.
        var offset: Int
        /// What is odd, without the line.
        var reason: String
    }

    private(set) var first: [Oddity] = []
    private(set) var count = 0

    /// Takes what is odd about an article after another.
    mutating func take(_ heading: ArticleHeading, after last: ArticleHeading, isDoubled: Bool, offset: Int) {
        count += 1
        guard first.count < Self.limit else { return }
        let (name, lastName) = (heading.locator, last.locator)
        let reason: String
        if isDoubled {
            reason = "\(name) stands in this numbering already"
        } else if heading.number > last.number {
            var missing = last
            (missing.number, missing.suffix) = (last.number + 1, 0)
            var end = heading
            (end.number, end.suffix) = (heading.number - (heading.suffix == 0 ? 1 : 0), 0)
            let names =
                missing.number == end.number ? "\(missing.locator) is" : "\(missing.locator) to \(end.locator) are"
            reason = "\(name) after \(lastName): \(names) missing"
        } else {
            reason = "\(name) after \(lastName): out of order"
        }
        first.append(Oddity(offset: offset, reason: reason))
    }

    /// Warnings that name file and line.
    func warnings(_ text: UTF8Bytes, path: String) -> [CorpusError] {
        var warnings: [CorpusError] = []
        var line = 1
        var position = 0
        for (index, oddity) in first.enumerated() {
            while position < oddity.offset {
                let next = text.line(from: position, to: text.count).next
                if next > oddity.offset { break }
                line += 1
                position = next
            }
            var reason = "line \(line): \(oddity.reason)"
            if index == first.count - 1, count > first.count {
                reason += "; \(count - first.count) more like it"
            }
            warnings.append(
                CorpusError(.malformed, path: path, reason: reason))
        }
        return warnings
    }
}

/// A line of a text that is not blank, and what it looks like by itself.
struct Line {
    /// What a line can be; what it is depends on its neighbours too.
    enum Kind {
        /// 第三十二条 …
        case article(ArticleHeading)
        /// 第二章 …, 附件1, a short line without closing punctuation.
        case structure(StructureMark)
        /// A line that begins with `- ` or the like: never a heading.
        case bullet
        /// A row of a Markdown table.
        case tableRow
        /// An HTML comment or a rule of a Markdown file: no text.
        case markup
        /// A document's number, a date, a sentence in brackets: short, but never a heading.
        case remark
        /// All else.
        case plain
    }

    /// Bytes of the text without white space at the ends.
    var range: Range<Int>
    /// The same without Markdown's marks of a heading (`#`, `**`).
    var content: Range<Int>
    /// Its kind.
    var kind: Kind
    /// Number of `#` before it; 0 for none.
    var markdownLevel = 0
    /// Whether it has `#` before it and is too long to be a heading: it is text.
    var isOverlongHeading = false
    /// Its number, if it begins with one.
    var item: ItemMark?
    /// At most ``LineScanner/headingLength`` characters, and without closing punctuation.
    var isShort = false
    /// Whether it ends as a sentence or a clause does.
    var isClosed = false
    /// Whether it may go on in the next line: Markdown, long enough, without closing punctuation.
    var mayWrap = false
    /// What its passage is for; all but the body is known before the text is cut.
    var role = Passage.Kind.body
    /// Whether a blank line stands before it.
    var followsBlank = false

    /// Whether it may be a heading because it is short.
    var isHeadingLike: Bool {
        guard isShort, case .plain = kind else { return false }
        return true
    }

    /// Whether the text goes on behind it as if it were not there: no text, or the header of a page.
    var isPassedOver: Bool { isMarkup || role == .furniture }

    /// Whether there is text in it.
    var isMarkup: Bool {
        if case .markup = kind { return true }
        return false
    }
}

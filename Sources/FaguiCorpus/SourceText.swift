/// One source text as it was read: its metadata and its passages.
public struct SourceText: Sendable, Equatable {
    /// The source id: the path below its root with the root's name first, or `path#row id` for a row.
    public var id: String
    /// The path as given or found, for people.
    public var path: String
    /// The title: stated, or the first heading or line, or the file's name.
    public var title: String
    /// Stated metadata in the source's order; dates as ISO 8601. Keys: `issued`, `effective`, `number`, `issuer`…
    public var fields: [Field]
    /// The decoded text, UTF-8; passages are slices of it.
    public var text: [UInt8]
    /// Whether this is a row of a `.jsonl` file: then the id of the row, by which its passage alone is called.
    public var rowID: String?
    /// The passages in text order.
    public var passages: [Passage]

    /// Joins the parts.
    package init(
        id: String, path: String, title: String, fields: [Field], text: [UInt8], rowID: String?, passages: [Passage]
    ) {
        self.id = id
        self.path = path
        self.title = title
        self.fields = fields
        self.text = text
        self.rowID = rowID
        self.passages = passages
    }

    /// One piece of metadata.
    public struct Field: Sendable, Equatable {
        /// What it is: `issued`, `number`…
        public var key: String
        /// What the source states.
        public var value: String
        /// Where it is from.
        public var origin: Origin

        /// Joins the parts.
        public init(key: String, value: String, origin: Origin = .stated) {
            self.key = key
            self.value = value
            self.origin = origin
        }

        /// Where metadata are from.
        public enum Origin: UInt8, Sendable {
            /// A head, front matter or a row says so.
            case stated
            /// A database beside the text, or a table, says so.
            case database
            /// It was concluded from the text.
            case inferred
        }
    }
}

/// What a hit is: one article; in a text without articles, one paragraph under its headings.
public struct Passage: Sendable, Equatable {
    /// The part below the title in canonical numerals: 第三十二条, or `p12`; empty for a row, whose id is the whole.
    public var locator: String
    /// The headings above, outermost first, as they stand in the source without marks.
    public var headings: [String]
    /// Bytes of ``SourceText/text``.
    public var range: Range<Int>
    /// What it is for in its text.
    public var kind: Kind

    /// Joins the parts.
    package init(locator: String, headings: [String], range: Range<Int>, kind: Kind = .body) {
        self.locator = locator
        self.headings = headings
        self.range = range
        self.kind = kind
    }

    /// What a passage is for: all but the body belongs behind hits that are otherwise close.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// What the text says.
        case body
        /// It stands in the text once more, word for word, in a block of its own.
        case repeated
        /// An entry of a table of contents.
        case contents
        /// Who signed, and when.
        case signature
        /// What a page has around its text: headers, page numbers, 上一篇, 打印本页.
        case furniture
        /// A headline that leads to another text.
        case links
    }
}

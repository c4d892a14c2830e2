/// Two wordings of a law side by side, article by article.
public struct LawComparison: Sendable, Equatable {
    /// The older wording, or the one named first.
    public var old: LawWording
    /// The newer one.
    public var new: LawWording
    /// The articles in the order of the new wording; those that were removed stand where they stood.
    public var articles: [Article]
    /// What people should know: that another title was taken for one that was written.
    public var notes: [String] = []

    /// How many articles something became of.
    public func count(of kind: Article.Kind) -> Int { articles.count { $0.kind == kind } }

    /// What became of an article.
    public struct Article: Sendable, Equatable {
        /// The kinds.
        public enum Kind: String, Sendable, CaseIterable {
            /// It says the same under the same number.
            case unchanged
            /// It says something else.
            case changed
            /// It says the same under another number.
            case renumbered
            /// It is new.
            case added
            /// It is gone.
            case removed
        }

        /// Which.
        public var kind: Kind
        /// The article in the old wording; nil for one that was added.
        public var old: StoredPassage?
        /// The article in the new wording; nil for one that was removed.
        public var new: StoredPassage?
        /// The texts, without the numbers, word by word.
        public var pieces: [Piece]
    }

    /// A piece of an article's text.
    public struct Piece: Sendable, Equatable {
        /// The kinds.
        public enum Kind: String, Sendable {
            /// In both wordings.
            case same
            /// In the old one alone.
            case deleted
            /// In the new one alone.
            case inserted
        }

        /// Which.
        public var kind: Kind
        /// The text.
        public var text: String
    }
}

/// One wording of a law.
public struct LawWording: Sendable, Equatable {
    /// The text; the first one where the law is divided into several.
    public var law: LawReference
    /// The ids of all its texts.
    public var ids: [String]
    /// When it was passed or revised; nil if that is not stated.
    public var date: CalendarDay?
    /// The day of effect; nil if it is not stated, or that of an earlier wording is.
    public var effective: CalendarDay?
    /// When it was repealed; nil if that is not stated.
    public var repealed: CalendarDay?
    /// Whether it is in force.
    public var status: LegalStatus
    /// How many articles it has.
    public var articleCount: Int
}

/// The wordings of a law in the index, the oldest first.
public struct LawHistory: Sendable, Equatable {
    /// The title of the newest wording; of a law that is divided into several texts without the Part that each is.
    public var title: String
    /// The wordings.
    public var wordings: [Entry]
    /// Days of revision that the wordings name, and of which the index has no wording; ascending.
    public var missing: [CalendarDay]
    /// What people should know: that another title was taken for the one that was written.
    public var notes: [String] = []

    /// A wording with what it changed.
    public struct Entry: Sendable, Equatable {
        /// The wording.
        public var wording: LawWording
        /// Articles by what became of them since the wording before; nil for the first.
        public var changes: [LawComparison.Article.Kind: Int]?
    }
}

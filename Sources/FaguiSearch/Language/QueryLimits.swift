/// How much of a query is taken; what is beyond is left out and said in a note.
enum QueryLimits {
    /// Unicode scalars that are read.
    static let characters = 8_192
    /// Parentheses inside one another.
    static let depth = 64
    /// Different words and grams, those of phrases counted each time.
    static let terms = 1_024
    /// Stars in a form of words.
    static let stars = 8
    /// Characters that a star stands for between ideographs, at most.
    static let starLength: UInt32 = 10
    /// Operators between places inside one another.
    static let nearDepth = 32
    /// Notes for people.
    static let notes = 8
}

/// What was not done as asked, each thing once.
struct QueryNotes: Sendable, Equatable {
    private(set) var texts: [String] = []

    mutating func add(_ text: String) {
        if texts.count < QueryLimits.notes, !texts.contains(text) { texts.append(text) }
    }
}

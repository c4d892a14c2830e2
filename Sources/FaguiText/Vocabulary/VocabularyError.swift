/// A line of a vocabulary file that cannot be taken.
public struct VocabularyError: Error, Sendable, Equatable {
    /// The line, from 1.
    public var line: Int
    /// What is wrong, to stand behind the line's name: "has no tab".
    public var reason: String
}

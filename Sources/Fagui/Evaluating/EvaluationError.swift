/// A line of a qrels or run file that cannot be read.
package struct EvaluationError: Error, Sendable, Equatable {
    /// The line, from 1.
    package var line: Int
    /// Where the line begins, in bytes.
    package var byteOffset: Int
    /// What is wrong, to stand behind the line's name: "has 3 columns instead of 4".
    package var reason: String
}

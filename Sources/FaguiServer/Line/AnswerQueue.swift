internal import NIOCore

/// Answers in the order of what was asked, however they get ready.
struct AnswerQueue {
    private var answers = CircularBuffer<ByteBuffer?>()
    /// The number of the first of them.
    private var first = 0
    /// Bytes of those that are ready.
    private(set) var readyBytes = 0

    /// Answers that are ready or not.
    var count: Int { answers.count }
    var isEmpty: Bool { answers.isEmpty }
    /// Whether ``next()`` has one.
    var isFirstReady: Bool { (answers.first ?? nil) != nil }

    /// Keeps the next place.
    ///
    /// - Returns: Its number.
    mutating func open() -> Int {
        answers.append(nil)
        return first + answers.count - 1
    }

    /// Puts an answer in its place; a place that is filled or gone stays so.
    ///
    /// - Returns: Whether it was put there.
    mutating func fill(_ number: Int, _ answer: ByteBuffer) -> Bool {
        guard number >= first, number - first < answers.count else { return false }
        let index = answers.index(answers.startIndex, offsetBy: number - first)
        guard answers[index] == nil else { return false }
        answers[index] = answer
        readyBytes += answer.readableBytes
        return true
    }

    /// Takes the first answer, if it is ready.
    mutating func next() -> ByteBuffer? {
        guard let answer = answers.first ?? nil else { return nil }
        answers.removeFirst()
        first += 1
        readyBytes -= answer.readableBytes
        return answer
    }
}

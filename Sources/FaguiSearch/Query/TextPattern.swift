/// The form of a value: pieces in order, with anything between them.
package struct TextPattern: Sendable, Hashable {
    /// Pieces of bytes, none empty.
    package var pieces: [[UInt8]]
    /// Whether the first piece is the value's beginning.
    package var isAtStart: Bool
    /// Whether the last piece is the value's end.
    package var isAtEnd: Bool

    /// Joins the parts.
    package init(pieces: [[UInt8]], isAtStart: Bool, isAtEnd: Bool) {
        self.pieces = pieces
        self.isAtStart = isAtStart
        self.isAtEnd = isAtEnd
    }

    /// What every value of this form begins with.
    package var prefix: [UInt8] { isAtStart ? pieces.first ?? [] : [] }

    /// Whether a value has the form; an empty one, which stands for none, never has.
    ///
    /// Each piece takes the first place that it can have, which leaves the most to the others.
    /// - Complexity: The product of the lengths at worst.
    package func matches(_ value: UnsafeRawBufferPointer) -> Bool {
        guard !value.isEmpty else { return false }
        if isAtStart, isAtEnd, pieces.count == 1 { return value.elementsEqual(pieces[0]) }
        var start = 0
        var end = value.count
        var middle = pieces[...]
        if isAtStart, let first = middle.popFirst() {
            guard value.starts(with: first) else { return false }
            start = first.count
        }
        if isAtEnd, let last = middle.popLast() {
            guard end - start >= last.count, value[(end - last.count)...].elementsEqual(last) else { return false }
            end -= last.count
        }
        for piece in middle {
            guard let found = Self.find(piece, in: value, from: start, to: end) else { return false }
            start = found + piece.count
        }
        return true
    }

    private static func find(_ piece: [UInt8], in value: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        guard piece.count > 0, end - start >= piece.count else { return piece.isEmpty ? start : nil }
        let first = piece[0]
        for place in start...(end - piece.count) where value[place] == first {
            var length = 1
            while length < piece.count, value[place + length] == piece[length] { length += 1 }
            if length == piece.count { return place }
        }
        return nil
    }
}

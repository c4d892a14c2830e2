/// ``Spans`` with their terms told by number: what a leaf looks for in a document, over the elements of its ``LeafKey``.
indirect enum SpanShape: Hashable, Sendable {
    /// Elements at their offsets, `length` positions long.
    case phrase(Range<Int>, length: UInt32)
    case any([SpanShape])
    /// The marks are elements, too; their offsets are added to their positions.
    case near(SpanShape, SpanShape, most: UInt32, isOrdered: Bool, marks: Range<Int>)
    case sequence([SpanShape], most: UInt32)

    /// Lays spans flat: their terms are appended to `elements`.
    init(_ spans: Spans, _ elements: inout [LeafKey.Element]) {
        switch spans {
        case .phrase(let terms, let length):
            let first = elements.count
            elements += terms.map { LeafKey.Element(bytes: $0.bytes, offset: $0.offset, isPrefix: $0.isPrefix) }
            self = .phrase(first..<elements.count, length: length)
        case .any(let choices):
            self = .any(choices.map { SpanShape($0, &elements) })
        case .near(let a, let b, let most, let isOrdered, let marks):
            let a = SpanShape(a, &elements)
            let b = SpanShape(b, &elements)
            let first = elements.count
            elements += marks.map { mark in
                guard mark.isSuffix else { return LeafKey.Element(bytes: mark.bytes, offset: 0, isPrefix: false) }
                let pattern = TextPattern(pieces: [mark.bytes], isAtStart: false, isAtEnd: true)
                return LeafKey.Element(bytes: [], offset: 1, isPrefix: true, pattern: pattern, isBounded: false)
            }
            self = .near(a, b, most: most, isOrdered: isOrdered, marks: first..<elements.count)
        case .sequence(let parts, let most):
            self = .sequence(parts.map { SpanShape($0, &elements) }, most: most)
        }
    }

    /// Whether documents can have it, if they can have the elements of which `isPresent` says so. Marks need not be there.
    func isPossible(_ isPresent: (Int) -> Bool) -> Bool {
        switch self {
        case .phrase(let elements, _): !elements.isEmpty && elements.allSatisfy(isPresent)
        case .any(let choices): choices.contains { $0.isPossible(isPresent) }
        case .near(let a, let b, _, _, _): a.isPossible(isPresent) && b.isPossible(isPresent)
        case .sequence(let parts, _): !parts.isEmpty && parts.allSatisfy { $0.isPossible(isPresent) }
        }
    }

    /// Whether marks decide.
    var hasMarks: Bool {
        switch self {
        case .phrase: false
        case .any(let parts), .sequence(let parts, _): parts.contains(where: \.hasMarks)
        case .near(let a, let b, _, _, let marks): !marks.isEmpty || a.hasMarks || b.hasMarks
        }
    }

    /// Joins a number a phrase to one for the whole.
    ///
    /// - Parameters:
    ///   - number: Of a phrase; nil where no document can have it.
    ///   - any: Joins those of alternatives, of which at least one is there.
    ///   - all: Joins those of operands.
    /// - Returns: Nil where no document can have the whole.
    func joined<Value>(
        _ number: (Range<Int>) -> Value?, any: ([Value]) -> Value, all: ([Value]) -> Value
    ) -> Value? {
        switch self {
        case .phrase(let elements, _):
            return elements.isEmpty ? nil : number(elements)
        case .any(let choices):
            let found = choices.compactMap { $0.joined(number, any: any, all: all) }
            return found.isEmpty ? nil : any(found)
        case .near(let a, let b, _, _, _):
            return SpanShape.all([a, b], number, any, all)
        case .sequence(let parts, _):
            return SpanShape.all(parts, number, any, all)
        }
    }

    private static func all<Value>(
        _ parts: [SpanShape], _ number: (Range<Int>) -> Value?, _ any: ([Value]) -> Value, _ all: ([Value]) -> Value
    ) -> Value? {
        var found: [Value] = []
        for part in parts {
            guard let value = part.joined(number, any: any, all: all) else { return nil }
            found.append(value)
        }
        return found.isEmpty ? nil : all(found)
    }
}

/// Finds what amounts are amounts of: the nearest word behind each in its clause, and the nearest before it.
///
/// 处货值金额一倍以上三倍以下的罚款 is an amount of both. 处 parts: what stands before it is not what is imposed.
struct SubjectFinder {
    private let text: FoldedReading

    /// The amounts with their subjects.
    static func addingSubjects(to quantities: [Quantity], in text: FoldedReading) -> [Quantity] {
        let finder = SubjectFinder(text: text)
        var result = quantities
        var following: QuantitySubject?
        for index in result.indices.reversed() {
            let quantity = result[index]
            let next = index + 1 < result.count ? result[index + 1].range.lowerBound : text.count
            let before = index > 0 ? result[index - 1].range.upperBound : 0
            var behind = finder.behind(quantity, until: next)
            if behind == nil, let subject = following, subject.kinds.contains(quantity.kind),
                finder.isShared(quantity.range.upperBound..<next)
            {
                behind = subject
            }
            following = behind
            var subjects = behind.map { [$0] } ?? []
            if let subject = finder.before(quantity, from: before), subject != behind { subjects.append(subject) }
            result[index].subjects = subjects
        }
        return result
    }

    /// How far a word may stand behind an amount, and before it.
    private static let reachBehind = 8, reachBefore = 16

    private func behind(_ quantity: Quantity, until end: Int) -> QuantitySubject? {
        let start = quantity.range.upperBound
        for index in start..<max(start, min(end, start + Self.reachBehind)) {
            let marks = Self.marks[Int(text.unit(index))]
            if marks & Self.stops != 0 { return nil }
            if marks & Self.begins != 0, let (subject, _) = word(at: index), subject.kinds.contains(quantity.kind) {
                return subject
            }
        }
        return nil
    }

    private func before(_ quantity: Quantity, from start: Int) -> QuantitySubject? {
        let end = quantity.range.lowerBound
        var index = end - 1
        while index >= max(start, end - Self.reachBefore) {
            let marks = Self.marks[Int(text.unit(index))]
            if marks & Self.stopsBefore != 0 { return nil }
            // 自公示之日起三十日内 is no time of 公示.
            if text.unit(index) == Self.from, quantity.lower == nil { return nil }
            if marks & Self.begins != 0, let (subject, length) = word(at: index), index + length <= end,
                subject.kinds.contains(quantity.kind)
            {
                return subject
            }
            index -= 1
        }
        return nil
    }

    /// Whether what stands behind the next amount is meant of one before it too: 三倍以下、最高不超过三万元的罚款.
    private func isShared(_ gap: Range<Int>) -> Bool {
        gap.count <= Self.reachBehind && gap.allSatisfy { !Self.parts.contains(text.unit($0)) }
    }

    /// The word that begins at a place, the longest.
    private func word(at index: Int) -> (QuantitySubject, length: Int)? {
        guard let words = Self.words[text.unit(index)] else { return nil }
        return words.first { text.has($0.word, at: index) }.map { ($0.subject, $0.word.count) }
    }

    private static let from = unit("起")
    private static let parts = Array("。;!?\n处罚的:".utf16)

    /// A unit ends the search behind an amount; ends it before one; begins a word.
    private static let stops: UInt8 = 1, stopsBefore: UInt8 = 2, begins: UInt8 = 4

    /// By unit.
    private static let marks: [UInt8] = {
        var marks = [UInt8](repeating: 0, count: 0x1_0000)
        for unit in "。;,、:!?\n)或和及并".utf16 { marks[Int(unit)] |= stops }
        for unit in "。;,、!?\n处届前后内".utf16 { marks[Int(unit)] |= stopsBefore }
        for unit in words.keys { marks[Int(unit)] |= begins }
        return marks
    }()

    private struct Word {
        var word: [UInt16]
        var subject: QuantitySubject
    }

    /// By first character, longer words first.
    private static let words: [UInt16: [Word]] = {
        let words = (1...UInt8(QuantitySubject.all.count)).compactMap { QuantitySubject(number: $0) }.flatMap {
            subject in
            QuantitySubject.all[Int(subject.number) - 1].words.map { Word(word: Array($0.utf16), subject: subject) }
        }
        return Dictionary(grouping: words.sorted { $0.word.count > $1.word.count }) { $0.word[0] }
    }()
}

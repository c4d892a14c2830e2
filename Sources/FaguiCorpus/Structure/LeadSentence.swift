/// A short sentence that says how many members follow it: 营造3种社会质量氛围。 要做好以下五项工作：
struct LeadSentence {
    /// Where it ends, its closing mark included.
    var end: Int
    /// The numbers of things in it.
    var counts: [Int]

    /// The most members.
    private static let limit = 30
    /// The fewest members that nothing but their number tells.
    static let fewestUnmarked = 3

    /// Reads the first sentence of a paragraph; nil if it is long or counts nothing.
    static func parse(_ text: UTF8Bytes, _ range: Range<Int>) -> LeadSentence? {
        var counts: [Int] = []
        var index = range.lowerBound
        var length = 0
        var before: UInt32 = 0
        while index < range.upperBound, length <= LineScanner.headingLength {
            let (scalar, width) = text.scalar(at: index)
            switch scalar {
            case 0x3002, 0xFF1A, 0x3A:  // 。 ： :
                return counts.isEmpty || length < 4 ? nil : LeadSentence(end: index + width, counts: counts)
            case 0xFF1B, 0x3B, 0x201C: return nil  // ； ; “
            default: break
            }
            if let number = ChineseNumeral.parse(text, at: index, to: range.upperBound) {
                // 第三条 is a place, and 二类口岸 a class.
                if before != 0x7B2C, (2...limit).contains(number.value),
                    countsThings(text, at: number.end, to: range.upperBound),
                    before != 0 || !text.matches("类", at: number.end, to: range.upperBound)
                {
                    counts.append(number.value)
                }
                length += number.end - index
                index = number.end
                before = 0
                continue
            }
            index += width
            length += 1
            if !Blank.contains(scalar) { before = [0xFF09, 0x29, 0x3001].contains(scalar) && length < 6 ? 0 : scalar }
        }
        return nil
    }

    /// Whether a word stands at an index with which such things are counted: 个 种 项 条 类 大 点 方面.
    private static func countsThings(_ text: UTF8Bytes, at index: Int, to end: Int) -> Bool {
        guard index < end else { return false }
        switch text.scalar(at: index).value {
        case 0x4E2A: return !text.matches("个月", at: index, to: end) && !text.matches("个工作日", at: index, to: end)
        case 0x79CD, 0x9879, 0x6761, 0x7C7B, 0x5927, 0x70B9: return true
        case 0x65B9: return text.matches("方面", at: index, to: end)
        default: return false
        }
    }

    /// The members in the rest of its paragraph; nil unless there are as many as it says.
    ///
    /// They are numbered (一是…；二是…), or the clauses of the next sentence, or all the sentences to the end.
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - range: The paragraph.
    /// - Returns: The members in order.
    func members(_ text: UTF8Bytes, _ range: Range<Int>) -> [Range<Int>]? {
        let parts = Parts(text, end..<range.upperBound)
        for count in counts {
            if let members = numbered(text, parts, count, to: range.upperBound) { return members }
            // Two may be as many by chance.
            guard count >= Self.fewestUnmarked else { continue }
            if parts.clauses.count == count { return parts.clauses }
            if parts.sentences.count == count { return parts.sentences }
        }
        return nil
    }

    private func numbered(_ text: UTF8Bytes, _ parts: Parts, _ count: Int, to end: Int) -> [Range<Int>]? {
        guard let first = parts.all.first, Self.number(text, first) == 1 else { return nil }
        var starts: [Int] = []
        var isDense = true
        for (index, part) in parts.all.enumerated() where Self.number(text, part) == starts.count + 1 {
            if index != starts.count { isDense = false }
            starts.append(part.lowerBound)
        }
        guard starts.count == count, let last = starts.last else { return nil }
        // Where each is one clause or sentence, so is the last.
        let end = isDense ? parts.sentences.first { $0.contains(last) }?.upperBound ?? end : end
        return starts.indices.map { index in
            text.trimmed(starts[index]..<(index + 1 < starts.count ? starts[index + 1] : end))
        }
    }

    /// The number with which a member begins: 一是, 二要, 第三，, （四）, 5., ⑥; nil for none.
    static func number(_ text: UTF8Bytes, _ range: Range<Int>) -> Int? {
        if let item = ItemMark.parse(text, range) { return item.number }
        guard range.count > 6 else { return nil }
        let first = text.scalar(at: range.lowerBound).value
        if let number = ListMark.circled(first) { return number }
        let isOrdinal = first == 0x7B2C
        guard let number = ChineseNumeral.parse(text, at: range.lowerBound + (isOrdinal ? 3 : 0), to: range.upperBound),
            number.end < range.upperBound
        else { return nil }
        switch text.scalar(at: number.end).value {
        case 0xFF0C, 0x2C, 0x3001: return isOrdinal ? number.value : nil  // ，,、
        case 0x662F, 0x8981: return number.value  // 是 要
        default: return nil
        }
    }

    /// A stretch divided into sentences and clauses; what stands in quotes and brackets is not divided.
    private struct Parts {
        /// All of the sentences.
        var sentences: [Range<Int>] = []
        /// Clauses of the first sentence.
        var clauses: [Range<Int>] = []
        /// Clauses of all sentences.
        var all: [Range<Int>] = []

        init(_ text: UTF8Bytes, _ range: Range<Int>) {
            var sentence = range.lowerBound
            var clause = range.lowerBound
            var depth = 0
            var index = range.lowerBound
            func part(_ start: Int, _ end: Int) -> Range<Int>? {
                let part = text.trimmed(start..<end)
                return part.isEmpty ? nil : part
            }
            func close(_ end: Int, isSentence: Bool) {
                if let part = part(clause, end) {
                    all.append(part)
                    if sentences.isEmpty { clauses.append(part) }
                }
                clause = end
                guard isSentence else { return }
                if let part = part(sentence, end) { sentences.append(part) }
                sentence = end
            }
            // A member's sentence ends behind the quote that closes behind its mark.
            var pending: Bool?
            while index < range.upperBound {
                let (scalar, width) = text.scalar(at: index)
                if let isSentence = pending, !Self.closes(scalar) {
                    if depth == 0 { close(index, isSentence: isSentence) }
                    pending = nil
                }
                if Self.opens(scalar) { depth += 1 }
                if Self.closes(scalar) { depth = max(0, depth - 1) }
                if depth == 0 {
                    if scalar == 0x3002 || scalar == 0xFF01 { pending = true }  // 。 ！
                    if scalar == 0xFF1B || scalar == 0x3B { pending = false }  // ； ;
                }
                index += width
            }
            close(range.upperBound, isSentence: true)
        }

        private static func opens(_ scalar: UInt32) -> Bool {
            switch scalar {
            case 0x201C, 0xFF08, 0x28, 0x300A, 0x300C, 0x3010: true  // “ （ ( 《 「 【
            default: false
            }
        }

        private static func closes(_ scalar: UInt32) -> Bool {
            switch scalar {
            case 0x201D, 0xFF09, 0x29, 0x300B, 0x300D, 0x3011: true
            default: false
            }
        }
    }
}

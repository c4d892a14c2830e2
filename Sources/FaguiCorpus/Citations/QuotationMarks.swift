/// The quotation marks of a text, in pairs: “…”, ‘…’, 「…」, 『…』, "…" and ＂…＂.
struct QuotationMarks {
    /// The closing mark of each opening one.
    private var closings: [Int: Int] = [:]
    /// The opening mark of each closing one.
    private var openings: [Int: Int] = [:]
    private let text: UTF8Bytes

    private static let opening: [UInt32] = [0x201C, 0x2018, 0x300C, 0x300E]
    private static let closing: [UInt32] = [0x201D, 0x2019, 0x300D, 0x300F]
    /// Marks that open and close.
    private static let straight: [UInt32] = [0x22, 0xFF02]

    /// Pairs the marks of a text.
    ///
    /// - Complexity: Linear.
    init(_ text: UTF8Bytes) {
        self.text = text
        var open: [[Int]] = Array(repeating: [], count: Self.opening.count)
        var openStraight: [Int?] = [nil, nil]
        var index = 0
        while index < text.count {
            let (scalar, length) = text.scalar(at: index)
            if scalar == 0x0A || scalar == 0x0D {
                // Nothing tells which ones open: a mark without a partner must not turn those of other lines around.
                openStraight = [nil, nil]
            } else if let kind = Self.straight.firstIndex(of: scalar) {
                if let start = openStraight[kind] { join(start, index) }
                openStraight[kind] = openStraight[kind] == nil ? index : nil
            } else if let kind = Self.opening.firstIndex(of: scalar) {
                // Each paragraph of a long quotation opens it again; only the last one closes it.
                if open[kind].isEmpty || !text.isAtLineStart(index) { open[kind].append(index) }
            } else if let kind = Self.closing.firstIndex(of: scalar), let start = open[kind].popLast() {
                join(start, index)
            }
            index += length
        }
    }

    private mutating func join(_ start: Int, _ end: Int) {
        closings[start] = end
        openings[end] = start
    }

    /// What stands between the mark that opens at an index and its partner.
    func quotation(from start: Int) -> Range<Int>? { closings[start].map { inside(start, $0) } }

    /// What stands between the mark that closes at an index and its partner.
    func quotation(to end: Int) -> Range<Int>? { openings[end].map { inside($0, end) } }

    private func inside(_ start: Int, _ end: Int) -> Range<Int> { start + text.scalar(at: start).length..<end }

    /// Whether a mark that may open a quotation stands at an index.
    static func opens(_ text: UTF8Bytes, at index: Int) -> Bool {
        guard index < text.count else { return false }
        let scalar = text.scalar(at: index).value
        return opening.contains(scalar) || straight.contains(scalar)
    }

    /// Whether a mark that may close a quotation stands at an index.
    static func closes(_ text: UTF8Bytes, at index: Int) -> Bool {
        guard index < text.count else { return false }
        let scalar = text.scalar(at: index).value
        return closing.contains(scalar) || straight.contains(scalar)
    }
}

extension UTF8Bytes {
    /// Whether only white space stands before an index in its line.
    func isAtLineStart(_ index: Int) -> Bool {
        var index = index
        while index > 0 {
            let (scalar, length) = scalar(before: index, notBefore: 0)
            if scalar == 0x0A || scalar == 0x0D { return true }
            guard Blank.contains(scalar) else { return false }
            index -= length
        }
        return true
    }
}

/// The marks around a title: 《…》, 〈…〉, 「…」, “…”, 【…】, <…>.
enum TitleMark {
    /// Marks that open, with those that close: 《》 〈〉 「」 『』 “” 【】 ‹› «» <> ＜＞ ≪≫.
    private static let pairs: [(open: UInt32, close: UInt32)] = [
        (0x300A, 0x300B), (0x3008, 0x3009), (0x300C, 0x300D), (0x300E, 0x300F), (0x201C, 0x201D), (0x3010, 0x3011),
        (0x2039, 0x203A), (0xAB, 0xBB), (0x3C, 0x3E), (0xFF1C, 0xFF1E), (0x226A, 0x226B),
    ]

    /// What closes the mark that stands at an index; a straight one closes itself.
    static func opening(_ text: UTF8Bytes, at index: Int, to end: Int) -> (close: UInt32, length: Int)? {
        guard index < end else { return nil }
        let (scalar, length) = text.scalar(at: index)
        if scalar == 0x22 { return (0x22, length) }
        return pairs.first { $0.open == scalar }.map { ($0.close, length) }
    }

    /// What opens the mark that a character closes; nil where it closes none, or is its own opening.
    static func opening(of close: UInt32) -> UInt32? { pairs.first { $0.close == close }?.open }

    /// What stands inside marks that stand inside marks: <<X>>.
    static func innermost(_ text: UTF8Bytes, _ range: Range<Int>) -> Range<Int> {
        var range = text.trimmed(range)
        while let inner = title(text, at: range.lowerBound, to: range.upperBound), inner.end == range.upperBound {
            range = text.trimmed(inner.inside)
        }
        return range
    }

    /// The title in marks that end at an index, and where they begin; inner pairs are passed over.
    static func title(_ text: UTF8Bytes, before end: Int, notBefore low: Int) -> (inside: Range<Int>, start: Int)? {
        guard end > low else { return nil }
        let (close, length) = text.scalar(before: end, notBefore: low)
        guard let open = opening(of: close) else { return nil }
        var depth = 1
        var start = end - length
        while start > low {
            let (scalar, step) = text.scalar(before: start, notBefore: low)
            start -= step
            if scalar == open {
                depth -= 1
                if depth == 0 { return (start + step..<end - length, start) }
            } else if scalar == close {
                depth += 1
            } else if scalar == 0x0A || scalar == 0x3002 {
                return nil
            }
        }
        return nil
    }

    /// The title in marks at an index: what stands inside, and where the marks end; inner pairs are passed over.
    static func title(_ text: UTF8Bytes, at index: Int, to end: Int) -> (inside: Range<Int>, end: Int)? {
        guard let (close, length) = opening(text, at: index, to: end) else { return nil }
        let open = text.scalar(at: index).value
        var depth = 1
        var next = index + length
        while next < end {
            let (scalar, step) = text.scalar(at: next)
            if scalar == close {
                depth -= 1
                if depth == 0 { return (index + length..<next, next + step) }
            } else if scalar == open {
                depth += 1
            }
            next += step
        }
        return nil
    }
}

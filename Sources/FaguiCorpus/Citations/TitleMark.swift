/// The marks around a title: 《…》, 〈…〉, 「…」, “…”, 【…】, <…>.
enum TitleMark {
    /// What closes the mark that stands at an index.
    static func opening(_ text: UTF8Bytes, at index: Int, to end: Int) -> (close: UInt32, length: Int)? {
        guard index < end else { return nil }
        let (scalar, length) = text.scalar(at: index)
        switch scalar {
        case 0x300A: return (0x300B, length)  // 《》
        case 0x3008: return (0x3009, length)  // 〈〉
        case 0x300C: return (0x300D, length)  // 「」
        case 0x300E: return (0x300F, length)  // 『』
        case 0x201C: return (0x201D, length)  // “”
        case 0x3010: return (0x3011, length)  // 【】
        case 0x2039: return (0x203A, length)  // ‹›
        case 0xAB: return (0xBB, length)  // «»
        case 0x3C: return (0x3E, length)
        case 0xFF1C: return (0xFF1E, length)
        case 0x226A: return (0x226B, length)  // ≪≫
        case 0x22: return (0x22, length)
        default: return nil
        }
    }

    /// What opens the mark that a character closes; nil where it closes none, or is its own opening.
    static func opening(of close: UInt32) -> UInt32? {
        switch close {
        case 0x300B: 0x300A
        case 0x3009: 0x3008
        case 0x300D: 0x300C
        case 0x300F: 0x300E
        case 0x201D: 0x201C
        case 0x3011: 0x3010
        case 0x203A: 0x2039
        case 0xBB: 0xAB
        case 0x3E: 0x3C
        case 0xFF1E: 0xFF1C
        case 0x226B: 0x226A
        default: nil
        }
    }

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

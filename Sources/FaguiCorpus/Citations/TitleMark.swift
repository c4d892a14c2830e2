/// The marks around a title: 《…》, 〈…〉, 「…」, “…”, <…>.
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
        case 0x3C: return (0x3E, length)
        case 0xFF1C: return (0xFF1E, length)
        case 0x226A: return (0x226B, length)  // ≪≫
        case 0x22: return (0x22, length)
        default: return nil
        }
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

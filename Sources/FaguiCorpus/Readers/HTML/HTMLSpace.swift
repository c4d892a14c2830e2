/// White space in a page: a run of it is one space, and none where a line ends between two ideographs.
struct HTMLSpace {
    /// Whether white space stands before what comes next.
    var isPending = false
    /// Whether a line of the page ends in it.
    private var endsLine = false

    /// Appends a text to a line.
    mutating func take(_ bytes: UTF8Bytes, into lines: inout DocumentLines) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if Self.isSpace(byte) {
                isPending = true
                endsLine = endsLine || byte == 0x0A || byte == 0x0D
                index += 1
                continue
            }
            if isPending, !lines.isAtLineStart {
                let joins =
                    endsLine && Self.isWide(bytes.scalar(at: index).value) && Self.endsWide(lines)
                    && !Self.isMark(lines)
                if !joins { lines.append(0x20) }
            }
            isPending = false
            endsLine = false
            let start = index
            while index < bytes.count, !Self.isSpace(bytes[index]) { index += 1 }
            lines.append(bytes[start..<index])
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

    /// Ideographs and their punctuation.
    private static func isWide(_ scalar: UInt32) -> Bool { scalar >= 0x2E80 || 0x2014...0x2026 ~= scalar }

    /// Whether a line is no more than 第二十七条 so far: the number must not grow together with the text.
    private static func isMark(_ lines: DocumentLines) -> Bool {
        let line = lines.line
        guard line.count <= 64 else { return false }
        return line.withUnsafeBufferPointer { text in
            let range = text.trimmed(0..<text.count)
            let end = ArticleHeading.parse(text, range)?.end ?? StructureMark.parse(text, range)?.end
            return end == range.upperBound
        }
    }

    private static func endsWide(_ lines: DocumentLines) -> Bool { lines.lastScalar.map(isWide) ?? false }
}

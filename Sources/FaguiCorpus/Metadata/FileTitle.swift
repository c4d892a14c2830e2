/// What a file's name tells of its text: 质量法(2018-12-29).md is the version of that day.
struct FileTitle {
    /// The name without ending and date.
    var title: String
    /// The date in brackets at its end, ISO 8601.
    var version: String?

    /// Reads the last part of a path.
    init(path: String) {
        // Over bytes: a path is read for every file, and `Character` is slow.
        var path = path
        (title, version) = path.withUTF8 { bytes in
            var start = bytes.count
            while start > 0, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
            var end = bytes.count
            while end > start, bytes[end - 1] != UInt8(ascii: ".") { end -= 1 }
            end = end > start + 1 ? end - 1 : bytes.count
            guard let (open, date) = Self.date(bytes, start..<end) else { return (bytes.string(start..<end), nil) }
            return (bytes.string(bytes.trimmed(start..<open)), date.iso8601)
        }
    }

    /// The date in brackets that ends a name, and where its bracket opens.
    private static func date(_ bytes: UTF8Bytes, _ name: Range<Int>) -> (open: Int, date: CalendarDate)? {
        guard !name.isEmpty else { return nil }
        let (close, length) = bytes.scalar(before: name.upperBound, notBefore: name.lowerBound)
        guard close == 0x29 || close == 0xFF09 else { return nil }
        let end = name.upperBound - length
        var index = end
        while index > name.lowerBound {
            let (scalar, length) = bytes.scalar(before: index, notBefore: name.lowerBound)
            index -= length
            guard scalar == 0x28 || scalar == 0xFF08 else { continue }
            guard index > name.lowerBound, let date = CalendarDate.parse(bytes, at: index + length, to: end),
                date.end == end
            else { return nil }
            return (index, date)
        }
        return nil
    }
}

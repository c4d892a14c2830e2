internal import FaguiUnicode

/// Finds where a large file of rows can be cut, without holding more of it than a part.
///
/// Parts bound the memory that a file takes, and let several threads read it.
struct RowSurvey {
    private let file: SourceFile
    private var encoding: RowEncoding.Vote
    private var parts: [SourcePart.Rows] = []

    private init(_ file: SourceFile, _ decoder: TextDecoder) {
        self.file = file
        encoding = RowEncoding.Vote(decoder)
    }

    /// Parts of about a size, in the order of the file.
    ///
    /// A file that is small, that can only be decoded as a whole, or that cannot be read, which reading it will tell, is
    /// one part.
    static func parts(of file: SourceFile, decoder: TextDecoder, size: Int, longestRow: Int) -> [SourcePart] {
        guard file.format == .jsonLines, file.sizeInBytes > 2 * size else { return [SourcePart(file)] }
        var survey = RowSurvey(file, decoder)
        let isCut = (try? survey.run(size, min(longestRow, SourceBytes.sizeLimit))) == true
        guard isCut, survey.parts.count > 1 || survey.parts.first?.isTooLong == true else { return [SourcePart(file)] }
        return survey.parts.enumerated().map { index, rows in
            SourcePart(file, rows: rows, isLast: index == survey.parts.count - 1)
        }
    }

    /// Bytes that a row counts for at least: rows of a few bytes take more memory than others.
    private static var leastRow: Int { 64 }

    /// Whether the file can be read in parts.
    private mutating func run(_ size: Int, _ longestRow: Int) throws -> Bool {
        guard encoding.result != .whole else { return false }
        let source = try OpenSource(file)
        var start = 0
        var line = 1
        var length = size
        while start < source.size {
            let bytes = try source.bytes(start..<min(start + length, source.size))
            // A file that became shorter.
            guard !bytes.view.isEmpty else { break }
            let isEnd = start + bytes.view.count >= source.size
            guard var end = isEnd ? bytes.view.count : bytes.view.lastIndex(of: 0x0A).map({ $0 + 1 }) else {
                // No line ends here.
                if length >= longestRow {
                    let end = try Self.lineEnd(in: source, from: start + bytes.view.count)
                    parts.append(SourcePart.Rows(bytes: start..<end, firstLine: line, isTooLong: true))
                    line += 1
                    start = end
                    length = size
                } else {
                    length = min(2 * length, longestRow)
                }
                continue
            }
            if length == size { end = Self.shortened(bytes.view, to: end, size) }
            let window = UnsafeRawBufferPointer(rebasing: bytes.view[..<end])
            encoding.add(window)
            parts.append(SourcePart.Rows(bytes: start..<start + end, firstLine: line))
            line += window.count { $0 == 0x0A }
            start += end
            length = size
        }
        return encoding.result != .whole
    }

    /// Where the lines end of which the first `size` bytes are made, each counted as ``leastRow`` at least.
    private static func shortened(_ bytes: UnsafeRawBufferPointer, to end: Int, _ size: Int) -> Int {
        var weight = 0
        var lineStart = 0
        for index in 0..<end where bytes[index] == 0x0A {
            weight += max(leastRow, index + 1 - lineStart)
            lineStart = index + 1
            if weight >= size { return lineStart }
        }
        return end
    }

    /// The place behind the end of the line, a little of which is held at a time.
    private static func lineEnd(in source: borrowing OpenSource, from start: Int) throws -> Int {
        var start = start
        while start < source.size {
            let bytes = try source.bytes(start..<min(start + (1 << 20), source.size))
            if bytes.view.isEmpty { return start }
            if let end = bytes.view.firstIndex(of: 0x0A) { return start + end + 1 }
            start += bytes.view.count
        }
        return source.size
    }
}

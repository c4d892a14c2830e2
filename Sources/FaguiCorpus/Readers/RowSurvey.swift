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
    static func parts(of file: SourceFile, decoder: TextDecoder, size: Int) -> [SourcePart] {
        guard file.format == .jsonLines, file.sizeInBytes > 2 * size else { return [SourcePart(file)] }
        var survey = RowSurvey(file, decoder)
        guard (try? survey.run(size)) == true, survey.parts.count > 1 else { return [SourcePart(file)] }
        return survey.parts.enumerated().map { index, rows in
            SourcePart(file, rows: rows, isLast: index == survey.parts.count - 1)
        }
    }

    /// Whether the file can be read in parts.
    private mutating func run(_ size: Int) throws -> Bool {
        guard encoding.result != .whole else { return false }
        let source = try OpenSource(path: file.path)
        var start = 0
        var line = 1
        var length = size
        while start < source.size {
            let bytes = try source.bytes(start..<min(start + length, source.size))
            // A file that became shorter.
            guard !bytes.view.isEmpty else { break }
            let isEnd = start + bytes.view.count >= source.size
            guard let end = isEnd ? bytes.view.count : bytes.view.lastIndex(of: 0x0A).map({ $0 + 1 }) else {
                // No line ends here.
                guard length < SourceBytes.sizeLimit else { return false }
                length = min(2 * length, SourceBytes.sizeLimit)
                continue
            }
            let window = UnsafeRawBufferPointer(rebasing: bytes.view[..<end])
            encoding.add(window)
            parts.append(SourcePart.Rows(bytes: start..<start + end, firstLine: line))
            line += window.count { $0 == 0x0A }
            start += end
            length = size
        }
        return encoding.result != .whole
    }
}

public import FaguiUnicode

/// How the bytes of files become text, as a user says it.
public struct ReadingOptions: Sendable, Equatable {
    /// The encoding of all files, or nil to find it out file by file.
    public let encoding: TextEncoding?
    /// Whether malformed input is replaced by U+FFFD, not refused.
    public let isLossy: Bool

    /// Encodings by the names that ``init(encodingName:isLossy:)`` takes.
    public static var encodingNames: [String] { TextEncoding.allCases.map(\.rawValue) }

    /// Takes the name of an encoding in any case, with or without its dashes; GBK and GB2312 are parts of GB18030.
    ///
    /// Nil if no encoding has the name; see ``encodingNames``.
    public init?(encodingName: String?, isLossy: Bool) {
        self.isLossy = isLossy
        guard let encodingName else {
            encoding = nil
            return
        }
        let plain = encodingName.lowercased().filter { $0 != "-" && $0 != "_" }
        let aliases = ["gbk": TextEncoding.gb18030, "gb2312": .gb18030, "utf16": .utf16LittleEndian]
        let found = aliases[plain] ?? TextEncoding.allCases.first { $0.rawValue.filter { $0 != "-" } == plain }
        guard let found else { return nil }
        encoding = found
    }

    /// A number that differs between ways of reading: the same bytes read in another way are another text.
    public var variant: UInt64 {
        let number = TextEncoding.allCases.firstIndex { $0 == encoding }.map { UInt64($0) + 1 } ?? 0
        return number << 1 | (isLossy ? 1 : 0)
    }
}

extension CorpusReader {
    /// Reads as a user says.
    public init(_ options: ReadingOptions) {
        self.init(decoder: TextDecoder(encoding: options.encoding, isLossy: options.isLossy))
    }
}

/// Reads a text that is nothing but citations, in the ways in which people type them.
///
/// 《产品质量法》第三十二条第二款, 产品质量法32条2款, 反垄断法（2007）第三条至第五条, 《A法》32、《B法》第三章.
public struct CitationParser: Sendable {
    /// Whether the name of a law without marks and without a place is a citation: 产品质量法.
    public var allowsBareTitle: Bool

    /// Says how to read.
    public init(allowsBareTitle: Bool = false) { self.allowsBareTitle = allowsBareTitle }

    /// No citation that somebody types is longer.
    private static let lengthLimit = 2048

    /// Reads a text.
    ///
    /// - Parameter string: What was typed.
    /// - Returns: Its citations in order, at least one, with ranges in its UTF-8; nil where anything else stands there.
    public func parse(whole string: String) -> [Citation]? {
        var string = string
        return string.withUTF8 { bytes in
            guard bytes.count <= Self.lengthLimit else { return nil }
            var cursor = TypedCitations(text: UTF8Bytes(rebasing: bytes[...]), allowsBareTitle: allowsBareTitle)
            return cursor.parse()
        }
    }
}

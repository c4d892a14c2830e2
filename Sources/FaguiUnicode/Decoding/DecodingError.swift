/// Why bytes are no text.
public enum DecodingError: Error, Sendable, Equatable {
    /// Bytes that the encoding does not allow.
    case malformed(encoding: TextEncoding, byteOffset: Int)
    /// A zero byte, or too many control characters: no text but a binary file.
    case binary(byteOffset: Int)
    /// No known encoding fits; the offset is where UTF-8 fails.
    case unknownEncoding(byteOffset: Int)
    /// ICU's converter or detector does not answer; the name is ICU's error.
    case icu(function: String, name: String)
}

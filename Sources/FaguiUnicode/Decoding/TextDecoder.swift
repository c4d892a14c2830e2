/// Decodes the bytes of source texts, strictly unless asked otherwise.
public struct TextDecoder: Sendable {
    /// The encoding of all input, or nil to find it out: a BOM, else UTF-8, else what ICU's detector says.
    public var encoding: TextEncoding?
    /// Whether malformed input becomes U+FFFD instead of an error.
    public var isLossy: Bool

    /// Says how to decode.
    public init(encoding: TextEncoding? = nil, isLossy: Bool = false) {
        self.encoding = encoding
        self.isLossy = isLossy
    }

    /// Decodes one text.
    ///
    /// - Parameter bytes: The file as it is, a BOM included.
    /// - Returns: The text as valid UTF-8 without BOM.
    /// - Throws: ``DecodingError``.
    public func decode(_ bytes: UnsafeRawBufferPointer) throws -> DecodedText { fatalError("skeleton") }
}

/// A text after decoding.
public struct DecodedText: Sendable, Equatable {
    /// Valid UTF-8.
    public var text: [UInt8]
    /// What it was decoded from.
    public var encoding: TextEncoding
    /// Malformed places that were replaced; 0 unless decoding was lossy.
    public var replacementCount: Int
}

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

/// A text after decoding.
public struct DecodedText: Sendable, Equatable {
    /// Valid UTF-8.
    public var text: [UInt8]
    /// What it was decoded from.
    public var encoding: TextEncoding
    /// Malformed places that were replaced; 0 unless decoding was lossy.
    public var replacementCount: Int
}

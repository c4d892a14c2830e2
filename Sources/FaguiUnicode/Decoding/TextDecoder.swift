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
    public func decode(_ bytes: UnsafeRawBufferPointer) throws -> DecodedText {
        if let encoding { return try decode(bytes, as: encoding) }
        if let marked = ByteOrderMark.encoding(of: bytes) { return try decode(bytes, as: marked) }
        let zero = BinaryEvidence.firstZero(in: bytes)
        let fault = UTF8Validation.firstFault(in: bytes)
        if zero != nil || fault != nil, let wide = UTF16Detection.encoding(of: bytes) {
            return try decode(bytes, as: wide)
        }
        if let offset = zero ?? BinaryEvidence.firstOfManyControls(in: bytes) {
            throw DecodingError.binary(byteOffset: offset)
        }
        guard let fault else { return DecodedText(text: Array(bytes), encoding: .utf8, replacementCount: 0) }
        if UTF8Validation.isMostlyWellFormed(bytes) { return try decode(bytes, as: .utf8) }
        return try decodeDetected(bytes, utf8Fault: fault)
    }

    /// Decodes as the likeliest of the encodings that fit.
    private func decodeDetected(_ bytes: UnsafeRawBufferPointer, utf8Fault: Int) throws -> DecodedText {
        let candidates = try EncodingDetector.candidates(for: bytes)
        let strict = TextDecoder()
        var firstError: DecodingError?
        for candidate in candidates {
            do {
                return try strict.decode(bytes, as: candidate.encoding)
            } catch let error as DecodingError {
                if firstError == nil { firstError = error }
            }
        }
        guard let best = candidates.first else {
            throw DecodingError.unknownEncoding(byteOffset: utf8Fault)
        }
        if isLossy { return try decode(bytes, as: best.encoding) }
        // A place in an encoding that was hardly recognised would mislead.
        if best.isLikely, let firstError { throw firstError }
        throw DecodingError.unknownEncoding(byteOffset: utf8Fault)
    }

    private func decode(_ bytes: UnsafeRawBufferPointer, as encoding: TextEncoding) throws -> DecodedText {
        let start = ByteOrderMark.length(in: bytes, of: encoding)
        switch encoding {
        case .utf8: return try UTF8Decoding.decode(bytes, from: start, isLossy: isLossy)
        case .utf16LittleEndian, .utf16BigEndian:
            return try UTF16Decoding.decode(bytes, from: start, as: encoding, isLossy: isLossy)
        case .gb18030, .big5:
            return try ConverterDecoding.decode(bytes, from: start, as: encoding, isLossy: isLossy)
        }
    }
}

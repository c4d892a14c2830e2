internal import FaguiUnicode

/// How the rows of a file are decoded.
enum RowEncoding {
    /// As they are: all of them are UTF-8.
    case valid
    /// One by one, so that a malformed row does not take the others with it.
    case byRow
    /// The file as a whole, by a decoder.
    case whole

    /// Looks at a file.
    ///
    /// Where UTF-8 is not asked for, at least half of the lines beyond ASCII must be valid UTF-8, as JSON should be.
    static func choose(_ raw: UnsafeRawBufferPointer, decoder: TextDecoder) -> RowEncoding {
        let text = raw.bindMemory(to: UInt8.self)
        // A zero byte is UTF-16 or no text: the decoder knows.
        guard !text.contains(0), decoder.encoding == nil || decoder.encoding == .utf8 else { return .whole }
        if UTF8Validation.firstFault(in: raw) == nil { return .valid }
        if decoder.encoding == .utf8 { return .byRow }
        var valid = 0
        var invalid = 0
        var start = 0
        while start < text.count {
            var end = start
            var isASCII = true
            while end < text.count, text[end] != 0x0A {
                if text[end] >= 0x80 { isASCII = false }
                end += 1
            }
            if !isASCII {
                if UTF8Validation.firstFault(in: UnsafeRawBufferPointer(rebasing: raw[start..<end])) == nil {
                    valid += 1
                } else {
                    invalid += 1
                }
            }
            start = end + 1
        }
        return valid >= invalid ? .byRow : .whole
    }
}

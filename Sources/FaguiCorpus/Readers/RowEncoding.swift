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
        if firstInvalidByte(text) == nil { return .valid }
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
                if firstInvalidByte(UnsafeBufferPointer(rebasing: text[start..<end])) == nil {
                    valid += 1
                } else {
                    invalid += 1
                }
            }
            start = end + 1
        }
        return valid >= invalid ? .byRow : .whole
    }

    /// The first byte that UTF-8 does not allow; nil if all are valid.
    static func firstInvalidByte(_ text: UTF8Bytes) -> Int? {
        var index = 0
        while index < text.count {
            let length = sequenceLength(text, at: index)
            guard length > 0 else { return index }
            index += length
        }
        return nil
    }

    /// Bytes of the well-formed sequence at an index (Unicode, table 3-7); 0 if there is none.
    @inline(__always)
    private static func sequenceLength(_ text: UTF8Bytes, at index: Int) -> Int {
        let first = text[index]
        if first < 0x80 { return 1 }
        guard first >= 0xC2, first <= 0xF4 else { return 0 }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index + length <= text.count else { return 0 }
        let second = text[index + 1]
        let low: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
        guard second >= low, second <= high else { return 0 }
        for offset in 2..<max(2, length) where text[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}

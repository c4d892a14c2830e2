internal import FaguiUnicode

/// Finds out in which encoding a page is, and decodes it.
///
/// In order: what the user says, a byte order mark, UTF-8 where a page is that beyond doubt, what its `meta` says, and
/// what the decoder finds out.
enum HTMLCharset {
    /// Bytes within which a page says its encoding; HTML asks for 1,024.
    static let searchLength = 4_096
    /// Characters beyond ASCII from which on valid UTF-8 is no accident, whatever a page says: two bytes of GB18030 are
    /// valid UTF-8 once in twelve times.
    private static let evidence = 16

    /// Decodes a page.
    ///
    /// - Parameters:
    ///   - bytes: The page as it is.
    ///   - decoder: As the user says.
    ///   - path: For errors.
    ///   - warnings: Gets what is odd.
    /// - Returns: Valid UTF-8.
    /// - Throws: ``CorpusError`` where it is no text.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, _ decoder: TextDecoder, path: String, warnings: inout [CorpusError]
    ) throws -> [UInt8] {
        if decoder.encoding == nil, let name = stated(bytes), let encoding = encoding(named: name),
            ByteOrderMark.encoding(of: bytes) == nil
        {
            if encoding != .utf8, isUTF8BeyondDoubt(bytes) {
                warnings.append(
                    CorpusError(
                        .decoding, path: path, reason: "it says that it is \(name), but is UTF-8, and is so read"))
            } else if let text = try? TextDecoder(encoding: encoding).decode(bytes) {
                return text.text
            } else if let text = try? TextDecoder().decode(bytes) {
                let reason = "it says that it is \(name), but is \(text.encoding.rawValue), and is so read"
                warnings.append(CorpusError(.decoding, path: path, reason: reason))
                return text.text
            } else {
                let stating = TextDecoder(encoding: encoding, isLossy: decoder.isLossy)
                return try CorpusReader.decode(bytes, stating, path: path, warnings: &warnings)
            }
        }
        return try CorpusReader.decode(bytes, decoder, path: path, warnings: &warnings)
    }

    private static func isUTF8BeyondDoubt(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var count = 0
        for byte in bytes where byte >= 0xC0 {
            count += 1
            if count == evidence { break }
        }
        return count == evidence && UTF8Validation.firstFault(in: bytes) == nil
    }

    /// The encoding of a name that pages use; nil for those that are not decoded, such as ISO 8859-1, which many pages
    /// state that are in none of them.
    private static func encoding(named name: String) -> TextEncoding? {
        switch name {
        case "utf8", "utf-8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be":
            // A page whose `meta` can be read as ASCII is not in UTF-16, as the standard says.
            return .utf8
        case "gb2312", "gb_2312-80", "gb_2312", "gbk", "x-gbk", "gb18030", "chinese", "csgb2312", "cp936", "936",
            "windows-936", "euc-cn":
            return .gb18030
        case "big5", "big5-hkscs", "x-x-big5", "cn-big5", "csbig5", "cp950": return .big5
        default: return nil
        }
    }

    /// The name after `charset=` in the first `meta`, or after `encoding=` in an XML declaration, in lower case.
    static func stated(_ bytes: UnsafeRawBufferPointer) -> String? {
        let beginning = bytes.prefix(searchLength).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        return beginning.withUnsafeBufferPointer { text in
            if text.matches("<?xml", at: 0, to: text.count) {
                let end = text.firstIndex(of: ">", in: 0..<text.count) ?? text.count
                if let name = value(text, of: "encoding", in: 5..<max(end, 5)) { return name }
            }
            var index = 0
            while index < text.count, let open = text.firstIndex(of: "<", in: index..<text.count) {
                if text.matches("<!--", at: open, to: text.count) {
                    index = text.firstIndex(of: "-->", in: open + 4..<text.count) ?? text.count
                } else {
                    index = text.firstIndex(of: ">", in: open..<text.count) ?? text.count
                    if text.matches("<meta", at: open, to: index),
                        let name = value(text, of: "charset", in: open..<index)
                    {
                        return name
                    }
                }
            }
            return nil
        }
    }

    private static func value(_ text: UTF8Bytes, of name: StaticString, in range: Range<Int>) -> String? {
        guard let found = text.firstIndex(of: name, in: range) else { return nil }
        var index = found + name.utf8CodeUnitCount
        func skip(_ isSkipped: (UInt8) -> Bool) {
            while index < range.upperBound, isSkipped(text[index]) { index += 1 }
        }
        skip { $0 <= 0x20 }
        guard index < range.upperBound, text[index] == UInt8(ascii: "=") else { return nil }
        index += 1
        skip { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
        let start = index
        skip { $0 > 0x20 && $0 < 0x7F && ![0x22, 0x27, 0x3B, 0x2F, 0x3E, 0x3F].contains($0) }
        return start < index ? String(decoding: text[start..<index], as: UTF8.self) : nil
    }
}

/// The marks with which a text may say its own encoding.
package enum ByteOrderMark {
    /// The encoding that the first bytes say, if any.
    package static func encoding(of bytes: UnsafeRawBufferPointer) -> TextEncoding? {
        // Big5 has none.
        let marked: [TextEncoding] = [.utf8, .utf16LittleEndian, .utf16BigEndian, .gb18030]
        return marked.first { length(in: bytes, of: $0) > 0 }
    }

    /// Bytes of the encoding's own mark at the start; 0 without.
    static func length(in bytes: UnsafeRawBufferPointer, of encoding: TextEncoding) -> Int {
        let mark: [UInt8]
        switch encoding {
        case .utf8: mark = [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: mark = [0xFF, 0xFE]
        case .utf16BigEndian: mark = [0xFE, 0xFF]
        case .gb18030: mark = [0x84, 0x31, 0x95, 0x33]
        case .big5: return 0
        }
        return bytes.starts(with: mark) ? mark.count : 0
    }
}

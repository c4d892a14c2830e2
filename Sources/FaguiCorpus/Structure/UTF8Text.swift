/// Valid UTF-8 in memory, read scalar by scalar: `String` is too slow for whole files.
typealias UTF8Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// The scalar that begins at an index, and its length in bytes; the bytes must be valid UTF-8.
    @inline(__always)
    func scalar(at index: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(self[index])
        if first < 0x80 { return (first, 1) }
        // A bound check per scalar: a caller's slip must not read past the text.
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index + length <= count else { return (0xFFFD, count - index) }
        var value = first & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(self[index + offset] & 0x3F) }
        return (value, length)
    }

    /// The length in bytes of the scalar that begins with a byte.
    @inline(__always)
    static func length(ofFirst byte: UInt8) -> Int { byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }

    /// The scalar that ends before an index, and its length in bytes.
    @inline(__always)
    func scalar(before index: Int, notBefore low: Int) -> (value: UInt32, length: Int) {
        var start = index - 1
        while start > low, self[start] & 0xC0 == 0x80 { start -= 1 }
        return (scalar(at: start).value, index - start)
    }

    /// A range without the white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let (value, length) = scalar(at: low)
            guard Blank.contains(value) else { break }
            low += length
        }
        while low < high {
            let (value, length) = scalar(before: high, notBefore: low)
            guard Blank.contains(value) else { break }
            high -= length
        }
        return low..<high
    }

    /// Where white space that begins at an index ends.
    func skippingBlanks(from index: Int, to end: Int) -> Int {
        var index = index
        while index < end {
            let (value, length) = scalar(at: index)
            guard Blank.contains(value) else { break }
            index += length
        }
        return index
    }

    /// Where one blank that stands at an index ends: a space, an ideographic one, or one that does not break.
    func skippingOneBlank(from index: Int, to end: Int) -> Int {
        guard index < end else { return index }
        let (value, length) = scalar(at: index)
        return value == 0x20 || value == 0x3000 || value == 0xA0 ? index + length : index
    }

    /// Whether only white space stands between an index and the end of its line; no more than that is looked at.
    func isBlankToLineEnd(from index: Int, to end: Int) -> Bool {
        var index = index
        while index < end, self[index] != 0x0A, self[index] != 0x0D {
            let (value, length) = scalar(at: index)
            guard Blank.contains(value) else { return false }
            index += length
        }
        return true
    }

    /// Whether a text stands at an index.
    func matches(_ text: StaticString, at index: Int, to end: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index + length <= end else { return false }
        let start = text.utf8Start
        for offset in 0..<length where self[index + offset] != start[offset] { return false }
        return true
    }

    /// Whether a range ends with a text.
    func ends(with text: StaticString, _ range: Range<Int>) -> Bool {
        let start = range.upperBound - text.utf8CodeUnitCount
        return start >= range.lowerBound && matches(text, at: start, to: range.upperBound)
    }

    /// Whether a range ends with a colon.
    func endsWithColon(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        let last = scalar(before: range.upperBound, notBefore: range.lowerBound).value
        return last == 0xFF1A || last == 0x3A
    }

    /// Whether a range breaks off inside a sentence: it ends with ，、 or an ideograph.
    func breaksOff(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        switch scalar(before: range.upperBound, notBefore: range.lowerBound).value {
        case 0xFF0C, 0x3001, 0x4E00...0x9FFF: return true
        default: return false
        }
    }

    /// Where a text stands first in a range.
    func firstIndex(of text: StaticString, in range: Range<Int>) -> Int? {
        let first = text.utf8Start[0]
        var index = range.lowerBound
        while index < range.upperBound {
            if self[index] == first, matches(text, at: index, to: range.upperBound) { return index }
            index += 1
        }
        return nil
    }

    /// Where a text stands last in a range.
    func lastIndex(of text: StaticString, in range: Range<Int>) -> Int? {
        var last: Int?
        var start = range.lowerBound
        while let index = firstIndex(of: text, in: start..<range.upperBound) {
            last = index
            start = index + text.utf8CodeUnitCount
        }
        return last
    }

    /// Whether a quotation that begins in a range does not end there.
    func hasOpenQuotation(in range: Range<Int>) -> Bool {
        var depth = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = scalar(at: index)
            if scalar == 0x201C { depth += 1 }
            if scalar == 0x201D, depth > 0 { depth -= 1 }
            index += length
        }
        return depth > 0
    }

    /// A range as a string.
    func string(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: self[range]), as: UTF8.self)
    }

    /// The first byte from an index on that is a control; eight at a time, since most bytes of a text are none.
    @inline(__always)
    private func skippingText(from start: Int, to end: Int) -> Int {
        var index = start
        let bytes = UnsafeRawBufferPointer(self)
        while index + 8 <= end {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // The highest bit of a byte is set where it is below 0x20.
            let controls = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
            if controls != 0 {
                return index + UInt64(littleEndian: controls).trailingZeroBitCount / 8
            }
            index += 8
        }
        while index < end, self[index] >= 0x20 { index += 1 }
        return index
    }

    /// The range of the line that begins at an index, and where the next line begins.
    ///
    /// A line ends with LF, CR LF or a lone CR.
    func line(from start: Int, to end: Int) -> (range: Range<Int>, next: Int) {
        var index = start
        while true {
            index = skippingText(from: index, to: end)
            guard index < end else { return (start..<end, end) }
            if self[index] == 0x0A || self[index] == 0x0D { break }
            index += 1
        }
        let isPair = self[index] == 0x0D && index + 1 < end && self[index + 1] == 0x0A
        return (start..<index, index + (isPair ? 2 : 1))
    }
}

/// What counts as white space in source texts: Unicode's, controls, and the invisible characters of web pages.
enum Blank {
    @inline(__always)
    static func contains(_ scalar: UInt32) -> Bool {
        if scalar <= 0x20 { return true }
        if scalar < 0x7F { return false }
        switch scalar {
        case 0x7F...0xA0: return scalar == 0x85 || scalar == 0xA0
        case 0x1680, 0x2000...0x200D, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: return true
        default: return false
        }
    }
}

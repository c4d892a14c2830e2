/// Which wording is meant: years and days before and behind titles.
extension TypedCitations {
    /// A year before a title: 2007年, 2007年修正的.
    func year(at index: Int) -> (text: String, end: Int)? { VersionReader(text: text, end: end).year(at: index) }

    /// A version behind a title in marks: （2007）, @2007-08-30, 2007年版.
    func version(at index: Int) -> (text: String, end: Int)? {
        guard index < end else { return nil }
        let (scalar, length) = text.scalar(at: index)
        if scalar == 0x40 || scalar == 0xFF20 {
            return date(at: text.skippingBlanks(from: index + length, to: end))
        }
        if [0xFF08, 0x28, 0x5B, 0xFF3B, 0x3014].contains(scalar) {
            var close = index + length
            while close < end, close - index < 60 {
                let (mark, markLength) = text.scalar(at: close)
                if [0xFF09, 0x29, 0x5D, 0xFF3D, 0x3015].contains(mark) {
                    let inside = text.string(index + length..<close)
                    guard let version = LawTitle("法（\(inside)）").version else { return nil }
                    return (version, text.skippingBlanks(from: close + markLength, to: end))
                }
                close += markLength
            }
            return nil
        }
        guard let year = year(at: index) else { return nil }
        return (year.text, year.end)
    }

    /// A date or a year alone.
    func date(at index: Int) -> (text: String, end: Int)? {
        if let date = CalendarDate.parse(text, at: index, to: end) {
            return (date.iso8601, text.skippingBlanks(from: date.end, to: end))
        }
        guard let year = ChineseNumeral.parse(text, at: index, to: end), (1900...2999).contains(year.value) else {
            return nil
        }
        var after = year.end
        if text.matches("年", at: after, to: end) { after += 3 }
        if text.matches("版", at: after, to: end) { after += 3 }
        return (String(year.value), text.skippingBlanks(from: after, to: end))
    }

    /// A version at the end of a title without marks.
    func versionBehind(_ range: Range<Int>) -> (text: String, start: Int)? {
        // From the last bracket, @ or digit's beginning that a version fills to the end.
        var index = range.lowerBound
        var isInNumber = false
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            let isDigit = ChineseNumeral.parse(text, at: index, to: index + length) != nil
            let mayBegin =
                [0x40, 0xFF20, 0xFF08, 0x28, 0x5B, 0xFF3B, 0x3014].contains(scalar) || isDigit && !isInNumber
            if mayBegin, index > range.lowerBound,
                let found = version(at: index) ?? (isDigit ? date(at: index) : nil),
                found.end >= range.upperBound
            {
                return (found.text, text.trimmed(range.lowerBound..<index).upperBound)
            }
            isInNumber = isDigit
            index += length
        }
        return nil
    }
}

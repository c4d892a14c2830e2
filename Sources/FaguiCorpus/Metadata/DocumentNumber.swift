/// The number of a document (文号): 国发〔2009〕1号, 国务院令第306号, 交通部令2005年第9号.
enum DocumentNumber {
    /// Whether a line ends with such a number and holds nothing else.
    static func contains(_ text: UTF8Bytes, _ range: Range<Int>) -> Bool {
        end(text, range) == range.upperBound
    }

    /// Where the number ends that begins a range; nil if none does.
    ///
    /// It begins with its issuer, has a year in brackets or 令 or 公告, and ends with 号.
    static func end(_ text: UTF8Bytes, _ range: Range<Int>) -> Int? {
        let limit = min(range.upperBound, range.lowerBound + 120)
        var index = range.lowerBound
        var isMarked = false
        var hasDigits = false
        while index < limit {
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0x3014, 0xFF3B, 0x5B, 0x3010, 0x4EE4: isMarked = index > range.lowerBound || isMarked  // 〔 ［ [ 【 令
            case 0x516C: isMarked = isMarked || text.matches("公告", at: index, to: limit)
            case 0x53F7:  // 号
                return isMarked && hasDigits ? index + length : nil
            case 0x300A, 0x3008, 0x3002, 0xFF0C, 0xFF1B, 0x201C: return nil  // 《 〈 。 ， ； “
            case 0xFF08, 0xFF09: if !isMarked { return nil }  // （ ）
            default:
                if isMarked, ChineseNumeral.parse(text, at: index, to: limit) != nil { hasDigits = true }
            }
            index += length
        }
        return nil
    }
}

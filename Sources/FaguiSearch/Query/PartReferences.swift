/// Where a text names parts of laws by their numbers: 第三条, 第2款, 第一百二十条之一. That says nothing of what it is about.
enum PartReferences {
    /// The bytes of each, ascending.
    ///
    /// - Parameter text: UTF-8; malformed bytes are no part of any.
    /// - Returns: Ranges of bytes.
    /// - Complexity: Linear.
    static func ranges(in text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        // Where a number may go on that 第 began.
        var start: Int?
        var hasNumber = false
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            let end = place + UTF8.width(scalar)
            defer { place = end }
            if scalar == "第" {
                start = place
                hasNumber = false
            } else if let begin = start {
                if isNumeral(scalar) {
                    hasNumber = true
                } else {
                    if hasNumber && "条款项目章节编".unicodeScalars.contains(scalar) { found.append(begin..<end) }
                    start = nil
                }
            }
        }
        return found
    }

    /// Whether a word is a number.
    static func isNumber(_ word: [UInt8]) -> Bool {
        String(decoding: word, as: UTF8.self).unicodeScalars.allSatisfy(isNumeral)
    }

    private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType != nil }
}

extension UTF8 {
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case ..<0x80: 1
        case ..<0x800: 2
        case ..<0x1_0000: 3
        default: 4
        }
    }
}

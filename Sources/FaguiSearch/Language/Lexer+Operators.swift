// What follows an operand or takes the place of one: distances, boosts, stars, dates, and the words between two operands.
extension Lexer {
    // MARK: ~3 and ^2

    /// A number behind a mark: of at most four digits, and where it ends.
    func numberSuffix(_ mark: Unicode.Scalar, at place: Int) -> (number: Int, end: Int)? {
        guard place < scalars.count, scalars[place] == mark else { return nil }
        var end = place + 1
        var number = 0
        while end < scalars.count, end - place <= 4, let digit = Self.digit(scalars[end]) {
            number = number * 10 + digit
            end += 1
        }
        guard end > place + 1, end >= scalars.count || Self.digit(scalars[end]) == nil else { return nil }
        return (number, end)
    }

    /// Reads `^2` where it stands, behind what it makes heavier.
    mutating func readBoost() {
        guard place < scalars.count, scalars[place] == "^" else { return }
        guard let (factor, end) = boost(at: place), endsPiece(at: end) else {
            fault(place, "No factor stands behind ^", expected: ["a number from 0.01 to 100"])
            return
        }
        add(.boost(factor), length: end - place)
    }

    /// Where a piece of text ends whose end is a boost: 质量^2, but not 10^3 nor x^2+y.
    func boostStart(in range: Range<Int>) -> Int? {
        guard let mark = scalars[range].lastIndex(of: "^"), mark > range.lowerBound, endsPiece(at: range.upperBound),
            let (_, end) = boost(at: mark), end == range.upperBound,
            scalars[range.lowerBound..<mark].contains(where: { Self.digit($0) == nil && $0 != "." })
        else { return nil }
        return mark
    }

    /// A factor behind `^`: up to three digits, and perhaps a point and two more.
    private func boost(at place: Int) -> (factor: Float, end: Int)? {
        var end = place + 1
        var hasPoint = false
        while end < scalars.count, end - place <= 6, Self.digit(scalars[end]) != nil || scalars[end] == "." && !hasPoint
        {
            if scalars[end] == "." { hasPoint = true }
            end += 1
        }
        guard end > place + 1, scalars[end - 1] != ".", scalars[place + 1] != ".",
            let factor = Float(string(place + 1..<end)), factor >= 0.01, factor <= 100
        else { return nil }
        return (factor, end)
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        "0"..."9" ~= scalar ? Int(scalar.value - 0x30) : nil
    }

    // MARK: Words between operands

    /// No operator is longer; one with too great a distance is, and to be told so.
    private static let longestOperator = 40

    /// AND, OR, NOT, NEAR/5, BEFORE/5, SENTENCE, PARAGRAPH; nil for other text.
    mutating func operatorToken(_ range: Range<Int>) -> QueryToken? {
        let length = range.count
        guard length <= Self.longestOperator, scalars[range.lowerBound].isASCII else { return nil }
        let word = string(range)
        switch word {
        case "AND": return .and
        case "OR": return .or
        case "NOT": return .not
        case "SENTENCE": return .near(.sentence)
        case "PARAGRAPH": return .near(.paragraph)
        default: break
        }
        for (name, make) in [("NEAR", NearOperator.near), ("BEFORE", NearOperator.before)] where word.hasPrefix(name) {
            let slash = range.lowerBound + name.unicodeScalars.count
            if let (number, end) = numberSuffix("/", at: slash), end == range.upperBound { return .near(make(number)) }
            guard slash == range.upperBound || scalars[slash] == "/" else { continue }
            let isTooFar =
                slash + 1 < range.upperBound
                && scalars[slash + 1..<range.upperBound].allSatisfy {
                    Self.digit($0) != nil
                }
            fault(slash, isTooFar ? "\(name) reaches 9999 at most" : "\(name) has no distance", expected: ["\(name)/5"])
        }
        return nil
    }

    // MARK: Stars

    /// Whether text with a star is a form of words: pieces of letters, digits and what stands in identifiers, a star between
    /// two of them or at the end. 3*5, **质量** and *质量 are text.
    func isWildcard(_ range: Range<Int>) -> Bool {
        var hasLetter = false
        var starCount = 0
        var wasStar = true
        for scalar in scalars[range] {
            if scalar == "*" {
                if wasStar { return false }
                wasStar = true
                starCount += 1
                continue
            }
            wasStar = false
            if scalar.properties.isAlphabetic || scalar.properties.generalCategory == .otherLetter {
                hasLetter = true
            } else if !(scalar.properties.numericType != nil || "-/._".unicodeScalars.contains(scalar)) {
                return false
            }
        }
        return hasLetter && (1...QueryLimits.stars).contains(starCount)
    }

    /// Notes the marks in a piece of text that could mean nothing there.
    mutating func faultMarks(_ range: Range<Int>) {
        for place in range {
            switch scalars[place] {
            case "*":
                let what = "The star is no part of a word's form"
                fault(place, what, expected: ["* alone", "* behind or between letters"])
            case "^": fault(place, "No factor ends the word", expected: ["^ and a number from 0.01 to 100"])
            case "~": fault(place, "~ stands behind a phrase or a brace", expected: ["\"…\"~3", "{…}~3"])
            case "{", "}": fault(place, "The brace has no partner with a number", expected: ["{…}~3"])
            case "\"": fault(place, "The quotation is not closed", expected: ["\""])
            default: continue
            }
            return
        }
    }

    // MARK: Dates

    /// Whether the value of a field of dates is one; says so where it is not.
    mutating func isDate(at start: Int, _ name: String) -> Bool {
        if scalars[start] == "(" || dates(at: start) != nil { return true }
        fault(
            start, "This is no date for \(name):",
            expected: ["2009", "2009-06", "2009-06-01", "[2009 TO 2012-06]", ">=2009", "<=2009", "*"])
        return false
    }

    /// Reads the dates that stand here.
    mutating func readDates() -> Bool {
        guard let (range, end) = dates(at: place) else { return false }
        add(.range(range), length: end - place)
        return true
    }

    /// The longest text of dates that is looked at.
    private static var datesLimit: Int { 48 }

    private func dates(at start: Int) -> (range: DateRange, end: Int)? {
        let opening = scalars[start]
        let limit = min(scalars.count, start + Self.datesLimit)
        if opening == "[" || opening == "{" {
            guard let close = scalars[start..<limit].firstIndex(where: { $0 == "]" || $0 == "}" }),
                endsPiece(at: close + 1)
            else { return nil }
            let sides = string(start + 1..<close).split(separator: " ", omittingEmptySubsequences: true)
            guard sides.count == 3, sides[1] == "TO",
                let first = Self.bound(sides[0], isOpen: opening == "{", isLower: true),
                let last = Self.bound(sides[2], isOpen: scalars[close] == "}", isLower: false)
            else { return nil }
            return (DateRange(first: first, last: last, text: string(start..<close + 1)), close + 1)
        }
        var end = start
        while end < limit, !endsPiece(at: end) { end += 1 }
        guard endsPiece(at: end) else { return nil }
        let text = string(start..<end)
        if text == "*" { return (DateRange(first: 1, last: .max, text: text), end) }
        for (mark, isLower, isOpen) in [
            (">=", true, false), ("<=", false, false), (">", true, true), ("<", false, true),
        ]
        where text.hasPrefix(mark) {
            guard let bound = Self.bound(text.dropFirst(mark.count), isOpen: isOpen, isLower: isLower) else {
                return nil
            }
            return (DateRange(first: isLower ? bound : 1, last: isLower ? .max : bound, text: text), end)
        }
        return DateNumber(text).map { (DateRange(first: $0.first, last: $0.last, text: text), end) }
    }

    private static func bound(_ text: Substring, isOpen: Bool, isLower: Bool) -> UInt32? {
        if text == "*" { return isLower ? 1 : .max }
        guard let date = DateNumber(text) else { return nil }
        if isLower { return isOpen ? date.last + 1 : date.first }
        return isOpen ? date.first - 1 : date.last
    }
}

internal import FaguiUnicode

/// How a list writes its numbers, by the names of WordprocessingML.
enum ListNumeral: Equatable {
    case decimal, decimalZero, fullWidth
    case lowerLetter, upperLetter, lowerRoman, upperRoman
    /// 一, 十, 一百零一.
    case chinese
    /// 一〇一.
    case chineseDigits
    /// 壹佰零壹.
    case capital
    /// 甲乙丙 and 子丑寅.
    case stems, branches
    /// ①, ⑴, ⒈, ㈠, ㊀.
    case circled, parenthesized, stopped, circledIdeograph
    /// No number: a bullet, or nothing.
    case bullet, none

    /// Takes what `w:numFmt` says; what it does not know is written as decimal, as Word does.
    init(wordFormat: String) {
        self =
            switch wordFormat {
            case "none": .none
            case "bullet": .bullet
            case "decimalZero": .decimalZero
            case "decimalFullWidth", "decimalFullWidth2": .fullWidth
            case "lowerLetter": .lowerLetter
            case "upperLetter": .upperLetter
            case "lowerRoman": .lowerRoman
            case "upperRoman": .upperRoman
            case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
                "taiwaneseCountingThousand", "koreanCounting":
                .chinese
            case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2": .chineseDigits
            case "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal": .capital
            case "ideographTraditional": .stems
            case "ideographZodiac": .branches
            case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": .circled
            case "decimalEnclosedParen": .parenthesized
            case "decimalEnclosedFullstop": .stopped
            case "ideographEnclosedCircle": .circledIdeograph
            default: .decimal
            }
    }

    /// A number as the list writes it.
    func text(_ number: Int) -> String {
        switch self {
        case .none, .bullet: ""
        case .decimal: String(number)
        case .decimalZero: 0...9 ~= number ? "0\(number)" : String(number)
        case .fullWidth:
            String(String.UnicodeScalarView(String(number).unicodeScalars.map { Self.scalar(0xFF10, $0.value - 0x30) }))
        case .lowerLetter: Self.letters(number, from: 0x61)
        case .upperLetter: Self.letters(number, from: 0x41)
        case .lowerRoman: Self.roman(number).lowercased()
        case .upperRoman: Self.roman(number)
        case .chinese: UInt64(exactly: number).flatMap(NumeralWriting.chinese) ?? String(number)
        case .chineseDigits: UInt64(exactly: number).map { NumeralWriting.places($0) } ?? String(number)
        case .capital: UInt64(exactly: number).flatMap(NumeralWriting.capital) ?? String(number)
        case .stems: Self.pick("甲乙丙丁戊己庚辛壬癸", number)
        case .branches: Self.pick("子丑寅卯辰巳午未申酉戌亥", number)
        case .circled: 1...20 ~= number ? String(Self.scalar(0x2460, UInt32(number - 1))) : String(number)
        case .parenthesized: 1...20 ~= number ? String(Self.scalar(0x2474, UInt32(number - 1))) : "(\(number))"
        case .stopped: 1...20 ~= number ? String(Self.scalar(0x2488, UInt32(number - 1))) : "\(number)."
        case .circledIdeograph: 1...10 ~= number ? String(Self.scalar(0x3280, UInt32(number - 1))) : String(number)
        }
    }

    private static func scalar(_ first: UInt32, _ offset: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(first &+ offset) ?? "?"
    }

    private static func pick(_ series: String, _ number: Int) -> String {
        let all = Array(series)
        return 1...all.count ~= number ? String(all[number - 1]) : String(number)
    }

    /// a … z, aa, bb …, as Word goes on.
    private static func letters(_ number: Int, from first: UInt32) -> String {
        guard 1...780 ~= number else { return String(number) }
        let letter = Character(scalar(first, UInt32((number - 1) % 26)))
        return String(repeating: letter, count: (number - 1) / 26 + 1)
    }

    private static func roman(_ number: Int) -> String {
        guard 1...3_999 ~= number else { return String(number) }
        var rest = number
        var text = ""
        for (value, letters) in [
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
            (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ] {
            while rest >= value {
                text += letters
                rest -= value
            }
        }
        return text
    }
}

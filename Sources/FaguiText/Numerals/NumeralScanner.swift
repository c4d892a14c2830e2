internal import FaguiUnicode

/// Finds the numbers of a folded text that mean a number, with what is counted: 第三十二条, 十五日, 100万元.
///
/// One Chinese digit alone counts only behind 第 or before a measure word: 一 is more often a part of 一般 or 统一.
struct NumeralScanner {
    /// A number in its surroundings.
    struct Found: Equatable {
        var numeral: Numeral
        /// Whether 第 stands before.
        var isOrdinal: Bool
        /// Units of the measure word behind; empty if there is none.
        var measure: Range<Int>
    }

    private let text: FoldedUnits
    private var index = 0

    init(_ text: FoldedUnits) {
        self.text = text
    }

    /// The next one, or nil behind the last one.
    mutating func next() -> Found? {
        while true {
            index = NumeralParser.firstStart(in: text.units, from: index, to: text.count)
            guard index < text.count else { return nil }
            let start = index
            guard let numeral = NumeralParser.parse(text.units, at: start, to: text.count) else {
                // What is no number as a whole holds none in part.
                while index < text.count, NumeralParser.mayBegin(text.units[index]) { index += 1 }
                continue
            }
            index = numeral.range.upperBound
            // Digits inside an identifier, or decimals, are the identifier's.
            if start > 0, text.classes[start - 1] >= CharacterClass.latin || isDecimal(at: start) { continue }
            if index < text.count, text.classes[index] == CharacterClass.latin || isPoint(index) && isDigit(index + 1) {
                continue
            }
            let isOrdinal = start > 0 && text.units[start - 1] == Self.ordinal
            let measure = measure(at: index)
            if numeral.isSingle, !isOrdinal, measure.isEmpty { continue }
            return Found(numeral: numeral, isOrdinal: isOrdinal, measure: measure)
        }
    }

    private func isPoint(_ index: Int) -> Bool {
        index >= 0 && index < text.count && (text.units[index] == 0x2E || text.units[index] == 0x2C)
    }

    /// Whether a number goes on at a place: behind a point, or a comma between digits. Commas between clauses fold to the
    /// same.
    private func isDecimal(at start: Int) -> Bool {
        isPoint(start - 1) && (text.units[start - 1] == 0x2E || start >= 2 && isDigit(start - 2))
    }

    private func isDigit(_ index: Int) -> Bool {
        index < text.count && text.classes[index] == CharacterClass.digit
    }

    private static let ordinal: UInt16 = 0x7B2C

    private func measure(at start: Int) -> Range<Int> {
        for word in Self.measures where start + word.count <= text.count {
            var length = 0
            while length < word.count, text.units[start + length] == word[length] { length += 1 }
            if length == word.count { return start..<start + length }
        }
        if start < text.count, Self.singleMeasures.contains(text.units[start]) { return start..<start + 1 }
        return start..<start
    }

    private static let measures = ["个工作日", "工作日", "个月", "周岁", "公里", "公斤", "千克", "小时", "分钟", "平方米", "立方米"].map {
        Array($0.utf16)
    }
    private static let singleMeasures = Set("条款项章节编目年月日号元圆角人次种类级倍天岁周届期名份户间台辆件吨米克升亩".utf16)
}

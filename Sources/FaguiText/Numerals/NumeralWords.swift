internal import FaguiUnicode

/// The words of numbers' values: 32 and 第32条 of 第三十二条, 1000000 and 1000000元 of 一百万元 and 100万元; and of a
/// document's number what is the same however its brackets are written: 〔2021〕5号.
struct NumeralWords {
    private let text: FoldedUnits
    private let keepsOffsets: Bool
    private var scanner: NumeralScanner
    private var found: NumeralScanner.Found?
    /// The end of the number that is next; behind the text if there is none.
    private(set) var nextEnd: Int

    init(_ text: FoldedUnits, keepsOffsets: Bool) {
        self.text = text
        self.keepsOffsets = keepsOffsets
        scanner = NumeralScanner(text)
        nextEnd = 0
        advance()
    }

    /// Gives no more words: analyses of version 1 have none.
    mutating func end() { nextEnd = Int.max }

    private mutating func advance() {
        found = scanner.next()
        nextEnd = found?.numeral.range.upperBound ?? Int.max
    }

    /// Appends the words of the values of all numbers that end at or before a place.
    mutating func append(upTo place: Int, to list: inout TermList, arena: inout [UInt8]) {
        while nextEnd <= place, let found {
            append(found, to: &list, arena: &arena)
            advance()
        }
    }

    private func append(_ found: NumeralScanner.Found, to list: inout TermList, arena: inout [UInt8]) {
        let numeral = found.numeral
        let value = Array(String(numeral.value).utf8)
        func add(_ bytes: [UInt8], _ range: Range<Int>) {
            let isShort = bytes.count <= PackedTerm.inlineCapacity
            let term = PackedTerm(bytes) ?? PackedTerm(arenaOffset: arena.count, length: bytes.count)
            if !isShort { arena += bytes }
            list.append(
                term, start: keepsOffsets ? text.starts[range.lowerBound] : 0,
                end: keepsOffsets ? text.ends[range.upperBound - 1] : 0)
        }
        // Digits are the word of their value already.
        if !numeral.isPlain { add(value, numeral.range) }
        guard !found.measure.isEmpty else { return }
        let measure = found.measure.flatMap { index -> [UInt8] in
            let (bits, length) = text.utf8(at: index)
            return (0..<length).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * (length - 1 - $0))) }
        }
        let start = found.isOrdinal ? numeral.range.lowerBound - 1 : numeral.range.lowerBound
        add((found.isOrdinal ? Array("第".utf8) : []) + value + measure, start..<found.measure.upperBound)
        if let year = year(before: start) {
            add(
                Array("〔\(year)〕".utf8) + value + measure, start - 6..<found.measure.upperBound)
        }
    }

    /// The year in brackets of any kind that ends before a place: 〔2021〕.
    private func year(before end: Int) -> String? {
        guard end >= 6, Self.closing.contains(text.units[end - 1]), Self.opening.contains(text.units[end - 6]) else {
            return nil
        }
        var year = ""
        for index in end - 5..<end - 1 {
            guard text.classes[index] == CharacterClass.digit else { return nil }
            year.append(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: text.units[index]))))
        }
        return year
    }

    private static let opening = Set("〔[(【〖<".utf16)
    private static let closing = Set("〕])】〗>".utf16)
}

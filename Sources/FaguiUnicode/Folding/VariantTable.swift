internal import CICU
internal import CVocabulary

/// The character that stands for each ideograph in matching: Traditional and variant forms fold to Simplified ones.
///
/// One unit for each character U+3400...U+9FFF, itself where nothing changes. Made from ICU's transliterator
/// `Traditional-Simplified`, character by character, and from a list of variants that it leaves alone; what a character
/// folds to folds to itself.
package enum VariantTable {
    /// The first character.
    package static var first: UInt16 { 0x3400 }
    /// Units of the table.
    package static var count: Int { 0x6C00 }

    /// Makes the table, which takes some tens of milliseconds.
    ///
    /// - Throws: ``ICUError`` if ICU has no such transliterator.
    package static func build() throws -> [UInt16] {
        var table = (0..<count).map { UInt16($0) + first }
        try transliterate(&table)
        for (variant, folded) in listedVariants() { table[Int(variant - first)] = folded }
        // What a list says of one character may meet what ICU says of another.
        for index in table.indices {
            var steps = 0
            while steps < 4, let next = place(of: table[index]), table[next] != table[index] {
                table[index] = table[next]
                steps += 1
            }
        }
        return table
    }

    private static func place(of unit: UInt16) -> Int? {
        unit >= first && Int(unit - first) < count ? Int(unit - first) : nil
    }

    private static func transliterate(_ table: inout [UInt16]) throws {
        var status = FAGUI_ICU_OK
        guard let transliterator = fagui_utrans_open("Traditional-Simplified", &status),
            status.rawValue <= FAGUI_ICU_OK.rawValue
        else { throw ICUError(function: "utrans_openU", name: ICU.name(of: status)) }
        defer { fagui_utrans_close(transliterator) }
        var text = [UInt16](repeating: 0, count: 8)
        for index in table.indices {
            text[0] = table[index]
            status = FAGUI_ICU_OK
            let length = fagui_utrans_transliterate(transliterator, &text, 1, 8, &status)
            guard status.rawValue <= FAGUI_ICU_OK.rawValue, length == 1, place(of: text[0]) != nil else { continue }
            table[index] = text[0]
        }
    }

    /// Pairs of the embedded list: a variant, and what it folds to. A test reads the list strictly.
    private static func listedVariants() -> [(variant: UInt16, folded: UInt16)] {
        let file = fagui_vocabulary_variants()
        var pairs: [(variant: UInt16, folded: UInt16)] = []
        for line in UnsafeBufferPointer(start: file.bytes, count: file.count).split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: "\t"))
            guard line.first != UInt8(ascii: "#"), parts.count == 2 else { continue }
            let units = parts.map { Array(String(decoding: $0, as: UTF8.self).utf16) }
            guard units[0].count == 1, place(of: units[0][0]) != nil else { continue }
            pairs += units[1].filter { place(of: $0) != nil }.map { ($0, units[0][0]) }
        }
        return pairs
    }
}

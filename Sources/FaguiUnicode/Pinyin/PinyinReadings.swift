internal import CVocabulary

/// How characters read in pinyin, each with all of its readings: ICU's, and those of a table of characters with several.
///
/// ICU knows one reading a character and takes 行 for xing, 会 for hui, 长 for zhang wherever they stand; whoever types
/// yinhang, kuaiji or changchun must find 银行, 会计 and 长春 as well.
/// - Concurrency: One value belongs to one thread; readings are looked up when they are first asked for.
package final class PinyinReadings {
    /// Readings in small ASCII letters without tones; ü is `v`, and also `u`, as many type it.
    package typealias Readings = [[UInt8]]

    private let icu: HanLatin
    private let several: [UInt16: Readings]
    /// By unit, a place in ``known``; -1 where nobody asked yet.
    private var places = [Int32](repeating: -1, count: 0x10000)
    private var known: [Readings] = [[]]

    /// Reads the table and opens ICU's transliterator.
    ///
    /// - Throws: ``ICUError`` if ICU has none.
    package init() throws {
        icu = try HanLatin()
        several = Self.table()
    }

    /// The readings of a UTF-16 unit; none for what is no ideograph of the BMP.
    package func readings(of unit: UInt16) -> Readings {
        guard 0x3400...0x9FFF ~= unit else { return [] }
        if places[Int(unit)] < 0 {
            let readings = look(up: unit)
            places[Int(unit)] = readings.isEmpty ? 0 : Int32(known.count)
            if !readings.isEmpty { known.append(readings) }
        }
        return known[Int(places[Int(unit)])]
    }

    /// Whether two characters have a reading in common.
    package func soundAlike(_ a: UInt16, _ b: UInt16) -> Bool {
        let others = readings(of: b)
        return readings(of: a).contains { others.contains($0) }
    }

    private func look(up unit: UInt16) -> Readings {
        var readings = several[unit] ?? []
        if let reading = icu.reading(of: unit), !readings.contains(reading) { readings.append(reading) }
        for reading in readings where reading.contains(UInt8(ascii: "v")) {
            let typed = reading.map { $0 == UInt8(ascii: "v") ? UInt8(ascii: "u") : $0 }
            if !readings.contains(typed) { readings.append(typed) }
        }
        return readings
    }

    /// The embedded table, whose format its first lines tell. Lines of another form are passed over; a test reads it strictly.
    private static func table() -> [UInt16: Readings] {
        let file = fagui_vocabulary_readings()
        var table: [UInt16: Readings] = [:]
        for line in UnsafeBufferPointer(start: file.bytes, count: file.count).split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: "\t"))
            guard parts.count == 2, let unit = String(decoding: parts[0], as: UTF8.self).utf16.first else { continue }
            table[unit] = parts[1].split(separator: UInt8(ascii: " ")).map { Array($0) }
        }
        return table
    }
}

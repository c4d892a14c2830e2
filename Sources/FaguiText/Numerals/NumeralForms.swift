internal import FaguiUnicode

/// The ways in which a text with numbers may be written: 第32条, 第三十二条, 第卅二条.
enum NumeralForms {
    /// Most forms of one text.
    static var limit: Int { 32 }

    /// The text as it is, folded, then its other forms; at most ``limit``.
    static func forms(of text: FoldedUnits) -> [[UInt16]] {
        var forms: [[UInt16]] = [[]]
        var place = 0
        var scanner = NumeralScanner(text)
        func append(_ range: Range<Int>) {
            let units = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(start: text.units, count: text.count)[range])
            for index in forms.indices { forms[index] += units }
        }
        while let found = scanner.next() {
            append(place..<found.numeral.range.lowerBound)
            place = found.numeral.range.upperBound
            let typed = Array(
                UnsafeBufferPointer(
                    rebasing: UnsafeBufferPointer(start: text.units, count: text.count)[found.numeral.range]))
            var ways = [typed]
            for way in Self.ways(found, text) where !ways.contains(way) { ways.append(way) }
            let kept = forms
            // All of the first way first, so that the text as it is stays the first.
            forms = ways.flatMap { way in kept.map { $0 + way } }
            if forms.count > limit { forms.removeLast(forms.count - limit) }
        }
        append(place..<text.count)
        return forms
    }

    private static func ways(_ found: NumeralScanner.Found, _ text: FoldedUnits) -> [[UInt16]] {
        let value = found.numeral.value
        let measure = found.measure.isEmpty ? 0 : text.units[found.measure.lowerBound]
        var ways = [String(value)]
        let isYear = measure == 0x5E74 && 1000...9999 ~= value
        if isYear {
            ways += [NumeralWriting.places(value), NumeralWriting.places(value, zero: "零")]
        } else {
            if let chinese = NumeralWriting.chinese(value) { ways.append(chinese) }
            if let tens = NumeralWriting.tens(value) { ways.append(tens) }
            if value >= 100, value < 1000, found.isOrdinal { ways.append(NumeralWriting.places(value)) }
        }
        for (unit, name) in [(UInt64(10_000), "万"), (100_000_000, "亿")] where value >= unit && value % unit == 0 {
            ways.append(String(value / unit) + name)
        }
        if measure == 0x5143 || measure == 0x5706 {
            if let grouped = NumeralWriting.grouped(value) { ways.append(grouped) }
            if let capital = NumeralWriting.capital(value) { ways.append(capital) }
        }
        return ways.map { Array($0.utf16) }
    }
}

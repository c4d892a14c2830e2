/// An amount that stands alone, as a query gives it: 100000, 10万元, 十五个工作日, 5%.
package enum QuantityValue {
    /// Reads a text that is one number, with or without a unit.
    ///
    /// - Parameters:
    ///   - text: As typed; full width and Traditional characters will do.
    ///   - kinds: What may be meant; the first is what a bare number means: yuan, days, times or per cent.
    /// - Returns: The kind and the value in its whole numbers; nil for what is no such amount.
    package static func read(_ text: String, as kinds: [Quantity.Kind]) -> (kind: Quantity.Kind, value: UInt64)? {
        let units = text.utf16.map(simplified)
        guard units.count <= 40, let first = kinds.first else { return nil }
        return units.withUnsafeBufferPointer { buffer in
            let found = QuantityScanner.scan(buffer)
            if found.count == 1, found[0].range == 0..<buffer.count, found[0].lower == found[0].upper,
                let bound = found[0].upper
            {
                return kinds.contains(found[0].kind) ? (found[0].kind, bound.value) : nil
            }
            let reading = FoldedReading(units: buffer)
            guard var number = QuantityNumber.read(reading, at: 0) else { return nil }
            number.takeMultiplier(reading)
            guard number.end == buffer.count else { return nil }
            let factor: UInt64 =
                switch first {
                case .money: QuantityUnit.yuan
                case .period: QuantityUnit.day
                case .multiple: 1000
                case .ratio: QuantityUnit.percent
                }
            return QuantityUnit(kind: first, factor: factor, end: 0).value(number.millionths).map { (first, $0) }
        }
    }

    private static func simplified(_ unit: UInt16) -> UInt16 {
        if 0xFF01...0xFF5E ~= unit { return unit - 0xFEE0 }
        return traditional[unit] ?? unit
    }

    private static let traditional: [UInt16: UInt16] = [
        0x842C: 0x4E07, 0x5104: 0x4EBF, 0x500B: 0x4E2A, 0x5713: 0x5706, 0x5169: 0x4E24, 0x6642: 0x65F6, 0x9031: 0x5468,
    ]
}

internal import FaguiIndex
package import FaguiUnicode

/// Amounts as terms of an exact field: their bytes sort by kind, by subject, and then by the most that is allowed.
///
/// Kind, subject or 0, upper bound and lower bound with the highest byte first, and a byte that says which bounds there are
/// (1 lower, 4 upper) and which are included (2, 8). An upper bound that is not there is the greatest number.
package enum QuantityTerm {
    private static let length = 19

    /// The terms of an amount: one for each of its subjects, or one for none.
    package static func terms(of quantity: Quantity) -> [[UInt8]] {
        let numbers = quantity.subjects.isEmpty ? [0] : quantity.subjects.map(\.number)
        return numbers.map { number in
            var bytes = [quantity.kind.rawValue, number]
            append(quantity.upper?.value ?? .max, to: &bytes)
            append(quantity.lower?.value ?? 0, to: &bytes)
            var flags: UInt8 = 0
            if let lower = quantity.lower { flags |= lower.isIncluded ? 3 : 1 }
            if let upper = quantity.upper { flags |= upper.isIncluded ? 12 : 4 }
            return bytes + [flags]
        }
    }

    /// How the terms of the amounts begin that a condition asks about.
    static func prefix(of condition: QuantityCondition) -> [UInt8] {
        [condition.kind.rawValue] + (condition.subject.map { [$0.number] } ?? [])
    }

    /// The amount that a term stands for, without its place; nil for other bytes.
    static func quantity(_ bytes: UnsafeRawBufferPointer) -> Quantity? {
        guard bytes.count == length, let kind = Quantity.Kind(rawValue: bytes[0]) else { return nil }
        func number(at offset: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        let flags = bytes[length - 1]
        return Quantity(
            kind: kind, lower: flags & 1 == 0 ? nil : Quantity.Bound(number(at: 10), isIncluded: flags & 2 != 0),
            upper: flags & 4 == 0 ? nil : Quantity.Bound(number(at: 2), isIncluded: flags & 8 != 0),
            subjects: QuantitySubject(number: bytes[1]).map { [$0] } ?? [])
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes += $0 }
    }
}

extension SegmentReader {
    /// Calls `body` with each term of a field whose amount is as asked, until it returns false.
    func forEachTerm(
        in field: FieldID, _ condition: QuantityCondition, _ body: (TermInfo) throws -> Bool
    ) throws {
        guard hasField(field) else { return }
        try forEachTerm(in: field, prefix: QuantityTerm.prefix(of: condition)) { bytes, info in
            guard let quantity = QuantityTerm.quantity(bytes), condition.holds(for: quantity) else { return true }
            return try body(info)
        }
    }
}

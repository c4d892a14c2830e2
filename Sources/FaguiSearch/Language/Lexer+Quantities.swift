internal import FaguiUnicode

// Amounts: 罚款>=100000, 期限<=15日.
extension Lexer {
    /// The longest piece that is looked at.
    private static var quantityLimit: Int { 64 }

    /// Reads a name, a sign and an amount that are all of a piece; what else looks like one is text.
    mutating func readQuantity() -> Bool {
        var sign = place
        while sign < scalars.count, sign - place <= QuantityCondition.longestName, !Self.isSign(scalars[sign]) {
            guard scalars[sign].properties.isAlphabetic else { return false }
            sign += 1
        }
        guard sign > place, sign < scalars.count, Self.isSign(scalars[sign]) else { return false }
        var end = sign
        while !endsPiece(at: end) {
            guard end - place < Self.quantityLimit else { return false }
            end += 1
        }
        let piece = string(sign..<end)
        guard let comparison = QuantityCondition.Comparison.allCases.first(where: { piece.hasPrefix($0.rawValue) })
        else { return false }
        let name = string(place..<sign)
        let value = sign + comparison.rawValue.unicodeScalars.count
        let amount = string(value..<end)
        guard let (subject, kinds) = QuantityCondition.meaning(name) else {
            // Only what is an amount shows that a name was meant.
            if QuantityValue.read(amount, as: Quantity.Kind.allCases) != nil {
                fault(place, "There is no amount called \(name)", expected: QuantityCondition.names)
            }
            return false
        }
        guard let (kind, number) = QuantityValue.read(amount, as: kinds) else {
            fault(value, "This is no amount for \(name)", expected: Self.examples(of: kinds))
            return false
        }
        let condition = QuantityCondition(
            kind: kind, subject: subject, comparison: comparison, value: number, text: string(place..<end))
        add(.quantity(condition), length: end - place)
        return true
    }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool { scalar == "<" || scalar == ">" || scalar == "=" }

    private static func examples(of kinds: [Quantity.Kind]) -> [String] {
        kinds.flatMap { kind in
            switch kind {
            case .money: ["100000", "10万元"]
            case .period: ["15日", "3个月", "2年"]
            case .multiple: ["3倍"]
            case .ratio: ["5%"]
            }
        }
    }
}

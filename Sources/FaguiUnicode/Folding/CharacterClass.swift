internal import CICU

/// What a folded UTF-16 unit is to words and grams; one byte, kept beside the units.
package enum CharacterClass {
    // Inlinable, since loops of other modules ask for each unit.

    /// Punctuation, symbols, controls: takes a position, ends a run.
    @inlinable package static var other: UInt8 { 0 }
    /// White space (Unicode's White_Space): takes no position, ends a run.
    @inlinable package static var space: UInt8 { 1 }
    /// The second unit of a surrogate pair: belongs to the unit before.
    @inlinable package static var trail: UInt8 { 2 }
    /// From here on: letters, digits, marks and ideographs, which carry grams.
    @inlinable package static var firstOfText: UInt8 { 3 }
    /// Letters, digits and marks that none of the following are.
    @inlinable package static var letter: UInt8 { 3 }
    /// The ideographs U+3400–4DBF, U+4E00–9FFF and beyond the BMP.
    @inlinable package static var ideograph: UInt8 { 4 }
    /// ASCII letters, small after folding.
    @inlinable package static var latin: UInt8 { 5 }
    /// ASCII digits.
    @inlinable package static var digit: UInt8 { 6 }

    /// The class of a folded scalar.
    static func of(_ scalar: UInt32) -> UInt8 {
        switch scalar {
        case 0x61...0x7A, 0x41...0x5A: return latin
        case 0x30...0x39: return digit
        default: break
        }
        let scalar = Int32(bitPattern: scalar)
        if fagui_u_is_white_space(scalar) != 0 { return space }
        // ICU numbers the general categories L*, M* and N* from 1 (Lu) to 11 (No).
        guard 1...11 ~= fagui_u_char_type(scalar) else { return other }
        switch scalar {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: return ideograph
        default: return letter
        }
    }
}

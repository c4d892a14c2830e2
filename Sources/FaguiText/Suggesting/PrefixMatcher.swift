internal import FaguiUnicode

/// Whether typed text is the beginning of a text, its Han characters as they stand or by their pinyin.
///
/// An automaton over sets of places in the typed text: after each character of the text the set holds how far what was
/// typed may have been used up. A character of the text takes itself, one of its readings, or (where that is allowed) its
/// initial; at the end of what was typed a reading may be cut short.
struct PrefixMatcher {
    let typed: TypedText
    let readings: PinyinReadings

    /// Whether `units` begin with what was typed.
    ///
    /// - Parameters:
    ///   - units: The folded text from there on.
    ///   - allowsInitials: Whether a letter alone, or `zh`, `ch`, `sh`, may stand for a character.
    /// - Returns: Whether it does.
    func matches(_ units: ArraySlice<UInt16>, allowsInitials: Bool) -> Bool {
        let end: UInt64 = 1 << UInt64(typed.units.count)
        var places: UInt64 = 1
        for unit in units {
            var next: UInt64 = 0
            let readings = typed.hasLetters ? readings.readings(of: unit) : []
            var rest = places
            while rest != 0 {
                let place = rest.trailingZeroBitCount
                rest &= rest - 1
                if typed.units[place] == unit { next |= 1 << UInt64(place + 1) }
                for reading in readings { next |= after(reading, at: place, allowsInitials) }
            }
            if next & end != 0 { return true }
            if next == 0 { return false }
            places = next
        }
        return false
    }

    /// The places behind a reading that is typed at a place: the whole of it, its beginning at the end, its initial.
    private func after(_ reading: [UInt8], at place: Int, _ allowsInitials: Bool) -> UInt64 {
        let count = typed.units.count
        var length = 0
        while length < reading.count, place + length < count, typed.units[place + length] == UInt16(reading[length]) {
            length += 1
        }
        guard length > 0 else { return 0 }
        var places: UInt64 = 0
        if length == reading.count || place + length == count { places |= 1 << UInt64(place + length) }
        if allowsInitials {
            places |= 1 << UInt64(place + 1)
            if length >= 2, reading[1] == UInt8(ascii: "h") { places |= 1 << UInt64(place + 2) }
        }
        return places
    }
}

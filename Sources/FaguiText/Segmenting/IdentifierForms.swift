/// Shorter names of an identifier that mean the same thing: GB/T 19001-2016 is GB/T 19001 and GB 19001 as well.
enum IdentifierForms {
    /// The forms beside the whole: without the year at the end, and without what stands between `/` and the number.
    ///
    /// - Parameter whole: The identifier as a word, small ASCII letters.
    /// - Returns: At most two, none equal to the whole.
    static func shorter(_ whole: some Collection<UInt8>) -> [[UInt8]] {
        var stem = Array(whole)
        var forms: [[UInt8]] = []
        // -2016: four digits behind a dash, with something before that has digits of its own.
        if stem.count > 5, stem[stem.count - 5] == UInt8(ascii: "-"), stem.suffix(4).allSatisfy(isDigit),
            stem.dropLast(5).contains(where: isDigit)
        {
            stem.removeLast(5)
            forms.append(stem)
        }
        guard let slash = stem.firstIndex(of: UInt8(ascii: "/")), slash > 0, stem[..<slash].allSatisfy(isLetter) else {
            return forms
        }
        let number = stem[slash...].firstIndex(where: isDigit) ?? stem.count
        guard number < stem.count, number - slash <= 3, stem[(slash + 1)..<number].allSatisfy(isLetter) else {
            return forms
        }
        forms.append(Array(stem[..<slash] + stem[number...]))
        return forms
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
}

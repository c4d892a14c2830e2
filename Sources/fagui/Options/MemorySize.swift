internal import ArgumentParser

/// A size as people write it: `512M`, `1.5G`.
struct MemorySize: Equatable {
    /// At least 1.
    let bytes: Int

    /// Takes a number with K, M, G or T behind it, in any case, and nothing or `B` or `iB` behind that; a thousand is 1,024
    /// here.
    init(parsing text: String) throws {
        let lower = text.lowercased()
        let digits = lower.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        var unit = lower.dropFirst(digits.count)
        if unit.hasSuffix("ib") { unit = unit.dropLast(2) } else if unit.hasSuffix("b") { unit = unit.dropLast() }
        let powers: [Substring: Int] = ["": 0, "k": 1, "m": 2, "g": 3, "t": 4]
        guard let power = powers[unit], let number = Double(digits), number.isFinite,
            let bytes = Int(exactly: (number * Double(1 << (10 * power))).rounded()), bytes > 0
        else { throw ValidationError("'\(text)' is no size: write 512M, or 2G.") }
        self.bytes = bytes
    }
}

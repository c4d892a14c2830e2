/// Numbers as people read them.
enum NumberText {
    /// With a comma between groups of three digits: `148,032`.
    static func grouped(_ value: Int) -> String {
        var text = ""
        for (index, digit) in String(value.magnitude).reversed().enumerated() {
            if index > 0 && index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        if value < 0 { text.append("-") }
        return String(text.reversed())
    }

    /// With a fixed number of decimals, rounded half away from zero.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let (whole, fraction) = Int((value.magnitude * Double(scale)).rounded()).quotientAndRemainder(dividingBy: scale)
        let sign = value < 0 && (whole, fraction) != (0, 0) ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(whole)" }
        let digits = String(fraction)
        return "\(sign)\(whole).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
    }

    /// A size with its unit: `812 B`, `1.5 MB`; a MB is a million bytes.
    static func size(_ bytes: Int) -> String {
        var value = Double(bytes)
        for unit in ["B", "kB", "MB", "GB", "TB"] {
            if value < 999.95 { return unit == "B" ? "\(bytes) B" : "\(fixed(value, 1)) \(unit)" }
            value /= 1000
        }
        return "\(fixed(value, 1)) PB"
    }

    /// A time with its unit: `0.8 ms`, `5.1 s`.
    static func duration(microseconds: Int) -> String {
        let value = Double(microseconds)
        return value < 999_950 ? "\(fixed(value / 1000, 1)) ms" : "\(fixed(value / 1_000_000, 1)) s"
    }

    /// `1 text`, `2 texts`.
    static func count(_ value: Int, _ noun: String) -> String {
        "\(grouped(value)) \(noun)\(value == 1 ? "" : "s")"
    }
}

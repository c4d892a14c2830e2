internal import Fagui

/// An explanation drawn as a tree, with numbers that add up as they are printed.
///
/// Rounded one by one, numbers do not add up. So a sum is rounded first and shared out among its parts: each is rounded
/// down, and the units that are left go to those that lost the most. Factors are printed with so many digits that their
/// product rounds to what is printed above them, give or take one unit.
enum ExplanationTree {
    /// Decimals of a score, here and beside a hit.
    static let decimals = 3
    /// Decimals of a sum that is a factor.
    private static let factorDecimals = 6

    /// The lines, one a number.
    static func lines(of explanation: ScoreExplanation) -> [String] {
        var lines: [String] = []
        let units = rounded(explanation.value, decimals)
        draw(explanation, text(units, decimals), units, decimals, margin: "", branch: "", into: &lines)
        return lines
    }

    private static func draw(
        _ node: ScoreExplanation, _ number: String, _ units: Int, _ decimals: Int, margin: String, branch: String,
        into lines: inout [String]
    ) {
        lines.append("\(margin)\(branch)\(number)  \(Terminal.sanitized(node.label))")
        let inner: String
        switch branch {
        case "": inner = margin
        case "└─ ": inner = margin + "   "
        default: inner = margin + "│  "
        }
        let shares = node.operation == .sum ? self.shares(of: units, node.parts.map(\.value), decimals) : nil
        for (place, part) in node.parts.enumerated() {
            let branch = place == node.parts.count - 1 ? "└─ " : "├─ "
            if let shares {
                draw(
                    part, text(shares[place], decimals), shares[place], decimals, margin: inner, branch: branch,
                    into: &lines)
            } else if part.operation == .sum {
                let own = rounded(part.value, factorDecimals)
                draw(
                    part, text(own, factorDecimals), own, factorDecimals, margin: inner, branch: branch, into: &lines)
            } else {
                draw(part, factor(part.value), 0, 0, margin: inner, branch: branch, into: &lines)
            }
        }
    }

    /// Units of the last decimal, shared out so that they add up to `total`.
    static func shares(of total: Int, _ values: [Float], _ decimals: Int) -> [Int] {
        let exact = values.map { Double($0) * scale(decimals) }
        var shares = exact.map { Int($0.rounded(.down)) }
        let byLoss = exact.indices.sorted { exact[$0] - Double(shares[$0]) > exact[$1] - Double(shares[$1]) }
        var left = total - shares.reduce(0, +)
        guard !byLoss.isEmpty else { return [] }
        var place = 0
        while left > 0 {
            shares[byLoss[place % byLoss.count]] += 1
            left -= 1
            place += 1
        }
        for index in byLoss.reversed() where left < 0 && shares[index] > 0 {
            shares[index] -= 1
            left += 1
        }
        return shares
    }

    private static func scale(_ decimals: Int) -> Double { (0..<decimals).reduce(1) { scale, _ in scale * 10 } }

    private static func rounded(_ value: Float, _ decimals: Int) -> Int {
        value.isFinite && value.magnitude < 1e9 ? Int((Double(value) * scale(decimals)).rounded()) : 0
    }

    private static func text(_ units: Int, _ decimals: Int) -> String {
        NumberText.fixed(Double(units) / scale(decimals), decimals)
    }

    /// A number with seven significant digits, without zeros at its end.
    private static func factor(_ value: Float) -> String {
        if value == value.rounded(), value.magnitude < 1e15 { return NumberText.grouped(Int(value)) }
        var decimals = 6
        var least: Float = 1
        while value.magnitude < least, decimals < 12 {
            least /= 10
            decimals += 1
        }
        var text = NumberText.fixed(Double(value), decimals)
        while text.last == "0" { text.removeLast() }
        return text
    }
}

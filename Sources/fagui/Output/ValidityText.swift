internal import Fagui

/// What is told of wordings that are out of force.
enum ValidityText {
    /// What was not searched though it matches; nil where there is nothing of the kind.
    static func note(on hidden: [SearchResults.HiddenMatches]) -> String? {
        guard !hidden.isEmpty else { return nil }
        let parts = hidden.map { "\(NumberText.count($0.count, "passage")) in \(name($0.status))" }
        let isOne = hidden.count == 1 && hidden[0].count == 1
        return "\(parts.joined(separator: ", ")) \(isOne ? "matches" : "match") too: --all-versions shows "
            + (isOne ? "it." : "them.")
    }

    private static func name(_ status: LegalStatus) -> String {
        switch status {
        case .notYetInForce: "texts not yet in force (\(status.rawValue))"
        case .inForce: "texts in force (\(status.rawValue))"
        case .amended: "older wordings (\(status.rawValue))"
        case .repealed: "texts out of force (\(status.rawValue))"
        }
    }
}

internal import FaguiSearch

/// A system setting whose rankings are measured: all parts of query answering, or some of them.
package struct EvaluatedSystem: Sendable, Equatable {
    /// For people.
    package var name: String
    var parts: QueryParts

    /// The names of all parts, in the order in which they are added to one another.
    package static var partNames: [String] { QueryParts.named.map(\.name) }

    /// All parts but some.
    ///
    /// - Parameter names: Names of parts; nil comes back if one is not known.
    package init?(without names: [String] = []) {
        var left: QueryParts = []
        for name in names {
            guard let part = QueryParts.named.first(where: { $0.name == name }) else { return nil }
            left.insert(part.part)
        }
        self.init(
            name: names.isEmpty ? "all parts" : "without \(names.joined(separator: ", "))",
            parts: .all.subtracting(left))
    }

    private init(name: String, parts: QueryParts) {
        self.name = name
        self.parts = parts
    }

    /// All parts, each left out alone, and one added after the other.
    package static var ablation: [EvaluatedSystem] {
        var systems = [EvaluatedSystem(name: "all parts", parts: .all)]
        for (name, part) in QueryParts.named {
            systems.append(EvaluatedSystem(name: "without \(name)", parts: .all.subtracting(part)))
        }
        var parts: QueryParts = []
        for (name, part) in QueryParts.named {
            parts.insert(part)
            systems.append(EvaluatedSystem(name: parts == part ? "\(name) alone" : "+ \(name)", parts: parts))
        }
        return systems
    }
}

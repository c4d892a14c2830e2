/// The names in a JSON document with those around them: `hits[].law.id`.
enum KeyPaths {
    /// Objects whose names are data, and arrays that hold what they are part of.
    private static let opaque: Set<String> = ["metadata", "origins", "other_types", "parts"]

    static func of(_ value: Any, below prefix: String = "", inExplanation: Bool = false) -> Set<String> {
        var paths: Set<String> = []
        if let object = value as? [String: Any] {
            for (key, value) in object {
                let path = prefix.isEmpty ? key : "\(prefix).\(key)"
                paths.insert(path)
                let isOpaque = opaque.contains(key) && (key != "parts" || inExplanation)
                if !isOpaque { paths.formUnion(of(value, below: path, inExplanation: key == "explanation")) }
            }
        } else if let array = value as? [Any] {
            for element in array { paths.formUnion(of(element, below: prefix + "[]")) }
        }
        return paths
    }
}

import Foundation
import Testing

/// The examples of docs/json.md by the heading that they stand under.
enum DocumentedShapes {
    /// The file.
    static var url: URL {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("docs/json.md")
    }

    static func example(_ heading: String) throws -> [String: Any] {
        let text = try String(contentsOf: url, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("\(heading)\n") })
        let example = try #require(section.components(separatedBy: "```json\n").dropFirst().first)
        let json = try #require(example.components(separatedBy: "```").first)
        return try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    static func keys(_ heading: String) throws -> Set<String> { KeyPaths.of(try example(heading)) }
}

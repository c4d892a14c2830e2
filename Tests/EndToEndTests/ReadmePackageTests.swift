import FaguiTestSupport
import Foundation
import Testing

/// The lines that README shows a Swift developer, built as a package of their own.
@Suite struct ReadmePackageTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The code block that follows a mark in README.
    private static func block(after mark: String) throws -> String {
        let readme = try String(contentsOf: repository.appendingPathComponent("README.md"), encoding: .utf8)
        let start = try #require(readme.range(of: "<!-- test: \(mark) -->\n```swift\n"))
        let end = try #require(readme.range(of: "\n```", range: start.upperBound..<readme.endIndex))
        return String(readme[start.upperBound..<end.lowerBound]) + "\n"
    }

    @Test func theLinesOfTheReadmeBuildAndFindWhatTheyAdded() throws {
        let main = try Self.block(after: "main")
        #expect(main.split(separator: "\n").count < 10)
        let folder = TemporaryFolder()
        let manifest = try Self.block(after: "manifest")
            .replacingOccurrences(of: "path: \"../fagui\"", with: "path: \"\(Self.repository.path)\"")
        #expect(manifest.contains(Self.repository.path), "the manifest names the package by path: \"../fagui\"")
        try folder.write("Package.swift", manifest)
        try folder.write("Sources/Notices/main.swift", main)
        // Foundation brings an ICU of its own, which must not meet ours in a program that imports both.
        try folder.write("Sources/Notices/Both.swift", "import Fagui\nimport Foundation\n")
        let build = try Command.run("/usr/bin/env", ["swift", "build"], in: folder.path)
        #expect(build.exitCode == 0, "\(build.output)\n\(build.errors)")
        let run = try Command.run(folder.path + "/.build/debug/Notices", [], in: folder.path)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.contains("notice-1"))
        #expect(run.output.contains("质量安全"))
    }
}

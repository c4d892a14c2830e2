import Foundation

/// Runs the real command in a folder of its own.
struct Command {
    /// What a run left behind.
    struct Outcome {
        var output: String
        var errors: String
        /// The exit status, or 128 and the signal, as a shell has it.
        var exitCode: Int32

        /// The output as JSON.
        func json() throws -> [String: Any] {
            guard let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] else {
                throw CocoaError(.coderInvalidValue)
            }
            return object
        }

        /// The lines of the output.
        var lines: [String] {
            output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "\($0)" }
        }
    }

    /// The command as it was built beside the tests.
    static let path: String = {
        let own = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let link = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let found = [own, link].map { $0.deletingLastPathComponent().appendingPathComponent("fagui").path }
        return found.first { FileManager.default.isExecutableFile(atPath: $0) } ?? found[0]
    }()

    /// The working folder.
    let folder: String

    /// Runs `fagui` with arguments, and waits for it.
    func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Outcome {
        try run(arguments, input: input, environment: environment)
    }

    /// Runs `fagui` with arguments, and waits for it.
    func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Outcome {
        try Self.run(Self.path, arguments, in: folder, input: input, environment: environment)
    }

    /// Runs a line of `sh` in which `$FAGUI` is the command.
    func shell(_ line: String) throws -> Outcome {
        try Self.run("/bin/sh", ["-c", line], in: folder)
    }

    /// Runs any program in a folder, and waits for it.
    static func run(
        _ program: String, _ arguments: [String], in folder: String, input: String = "",
        environment: [String: String] = [:]
    ) throws -> Outcome {
        // Files instead of pipes: nothing can fill up and stand still.
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("fagui-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        func file(_ name: String, _ content: String) throws -> URL {
            let url = scratch.appendingPathComponent(name)
            try Data(content.utf8).write(to: url)
            return url
        }
        let (output, errors) = (try file("output", ""), try file("errors", ""))
        var variables = ProcessInfo.processInfo.environment
        for name in ["FAGUI_INDEX", "FAGUI_SERVER", "FAGUI_KEY", "NO_COLOR", "COLUMNS"] { variables[name] = nil }
        variables["FAGUI"] = path
        let status = try Spawn(
            program: program, arguments: arguments, folder: folder,
            variables: variables.merging(environment) { $1 }.map { "\($0)=\($1)" },
            files: [file("input", input), output, errors].map(\.path)
        ).wait()
        return Outcome(
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
            exitCode: status)
    }
}

internal import ArgumentParser
internal import Fagui

/// One run of the command: arguments in, exit status out.
enum Program {
    /// Runs what the arguments ask for, and reports what goes wrong.
    static func run(_ arguments: [String]) async -> Int32 {
        let console = Console()
        let status: ExitStatus
        do {
            status = try await verb(of: arguments)?.execute(console) ?? .fine
        } catch {
            status = report(error, arguments, to: console)
        }
        return finish(console, status)
    }

    /// Runs a plain search on this thread; nil where the arguments ask for something else.
    static func runPlainSearch(_ arguments: [String]) -> Int32? {
        guard let search = PlainSearch.request(arguments) else { return nil }
        let console = Console()
        do {
            return finish(console, try search.run(console))
        } catch {
            return finish(console, report(error, arguments, to: console))
        }
    }

    private static func report(_ error: any Error, _ arguments: [String], to console: Console) -> ExitStatus {
        if FaguiCommand.exitCode(for: error) == .success {
            // Help, the version or a completion script: asked for, so it is data.
            console.output.write(line: FaguiCommand.fullMessage(for: error))
            return .fine
        }
        let failure = CommandFailure(error, arguments: arguments)
        failure.report(to: console, asJSON: QueryText.asksForJSON(arguments))
        return failure.status
    }

    private static func finish(_ console: Console, _ status: ExitStatus) -> Int32 {
        console.output.flush()
        console.errors.flush()
        return status.rawValue
    }

    /// The verb with its options; throws what is wrong, and also what asks for help or the version.
    static func verb(of arguments: [String]) throws -> (any Verb)? {
        var command = try command(of: QueryText.masking(arguments))
        if let verb = command as? any Verb { return verb }
        try command.run()
        return nil
    }

    private static func command(of arguments: [String]) throws -> any ParsableCommand {
        do {
            return try FaguiCommand.parseAsRoot(arguments)
        } catch {
            // A missing word is noticed before an unknown option, and hides it. With a word more only the option is wrong.
            do {
                _ = try FaguiCommand.parseAsRoot(arguments + ["x"])
            } catch let other where FaguiCommand.message(for: other).hasPrefix("Unknown option") {
                throw other
            } catch {}
            throw error
        }
    }
}

/// A verb of the command.
protocol Verb: ParsableCommand {
    /// Does the work; data goes to the console's output.
    func execute(_ console: Console) async throws -> ExitStatus
}

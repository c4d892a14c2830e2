import ArgumentParser

/// Indexes terms that somebody else made, and times queries over them, so that engines are compared on the same terms.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Indexes given terms and times queries over them.",
        subcommands: [BenchIndex.self, BenchQuery.self])
}

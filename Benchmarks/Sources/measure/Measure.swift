import ArgumentParser

/// Gives the figures of docs/measurements.md.
@main
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures Fagui.",
        subcommands: [
            MeasureIndexing.self, MeasureSegmenting.self, MeasureStart.self,
            MeasureQueries.self, MeasurePromises.self, MeasureLinearity.self, MeasureDamage.self,
        ])
}

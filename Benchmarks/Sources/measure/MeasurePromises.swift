import ArgumentParser
@_spi(Measuring) import Fagui

/// Asks for random substrings of passages, and looks whether each is found and highlighted.
struct MeasurePromises: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promises", abstract: "Asks for random substrings of passages, and looks whether each is found.")

    @Option(help: "The index.", completion: .directory)
    var index = "/tmp/fagui-measure"

    @Option(help: "Substrings.")
    var draws = 20_000

    @Option(help: "Of how many passages all words of two characters are asked.")
    var passages = 1000

    @Option(help: "The seed of the draws.")
    var seed: UInt64?

    func run() async throws {
        let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        print("seed \(seed)")
        let found = try PromiseMeasurement(await Library.open(at: index), draws: draws, wordsOf: passages, seed: seed)
        print("\(found.draws) substrings asked, \(found.variants) of them in full width or Traditional characters,")
        print("\(found.numerals) with other numerals, \(found.words) words of two characters,")
        print("\(found.lostCount) not found, \(found.wrongCount) highlighted wrongly")
        for text in found.lost { print("lost: \(text)") }
        for text in found.wrong { print("wrong: \(text)") }
        if found.lostCount + found.wrongCount > 0 { throw ExitCode(1) }
    }
}

internal import FaguiCorpus
internal import FaguiTestSupport
import Testing

@testable @_spi(Measuring) import Fagui

/// What is promised of analysis, over the corpus of real laws.
@Suite(.enabled(if: LawCorpus.isThere, "skipped: no law corpus beside the repository")) struct LawCorpusTests {
    @Test func plainModeDividesAsICUDoes() throws {
        var texts: [[UInt8]] = []
        for file in CorpusWalker.walk([LawCorpus.path]).files {
            _ = try CorpusReader().read(
                SourcePart(file), isUnchanged: { _, _, _ in false }, body: { texts.append($0.text) })
        }
        let measured = try SegmentingMeasurement(texts: texts, rounds: 1)
        #expect(measured.breaks > 10_000_000)
        #expect(measured.differences == 0)
    }

    @Test func anySubstringFindsItsPassageAndIsShown() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        _ = try await library.index(paths: [LawCorpus.path])
        for seed in RandomTests.seeds(1) {
            let found = try PromiseMeasurement(library, draws: 20_000, wordsOf: 1000, seed: seed)
            #expect(found.lost == [], "seed \(seed)")
            #expect(found.wrong == [], "seed \(seed)")
            #expect(found.draws > 40_000 && found.variants > 1000 && found.numerals > 500, "seed \(seed)")
        }
    }
}

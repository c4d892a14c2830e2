import FaguiTestSupport
import Testing

@testable import FaguiCorpus

/// Time grows as texts do, however they are made: of four times the text it takes about four times as long.
@Suite(.serialized) struct LinearTimeTests {
    private static let size = 100_000 * RandomTests.scale

    @Test(.timeLimit(.minutes(10)), arguments: HostileText.allCases) func ofReadingStructure(text: HostileText) {
        let growth = GrowthOfTime.measure(Self.size) { size in
            let made = text.make(size)
            return { _ = source(made, .plainText) }
        }
        #expect(growth < GrowthOfTime.bound, "\(growth) times as long")
    }

    @Test(.timeLimit(.minutes(10)), arguments: HostileText.allCases) func ofReadingMarkdown(text: HostileText) {
        let growth = GrowthOfTime.measure(Self.size) { size in
            let made = text.make(size)
            return { _ = source(made, .markdown) }
        }
        #expect(growth < GrowthOfTime.bound, "\(growth) times as long")
    }

    @Test(.timeLimit(.minutes(10)), arguments: HostileText.allCases) func ofFindingCitations(text: HostileText) {
        let growth = GrowthOfTime.measure(Self.size) { size in
            let made = text.make(size)
            return { _ = CitationScanner.scan(made) }
        }
        #expect(growth < GrowthOfTime.bound, "\(growth) times as long")
    }
}

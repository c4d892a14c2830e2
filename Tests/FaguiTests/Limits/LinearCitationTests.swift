import FaguiTestSupport
import Testing

@testable import Fagui
@testable import FaguiCorpus

/// Indexing and checking hostile texts takes time that grows as they do.
@Suite(.serialized) struct LinearCitationTests {
    private static let size = 50_000 * RandomTests.scale

    @Test(.timeLimit(.minutes(10)), arguments: HostileText.allCases) func ofResolvingWhatATextCites(text: HostileText) {
        let growth = GrowthOfTime.measure(Self.size) { size in
            let source = CorpusReader.read(text: text.make(size), id: "a", path: "a.txt", title: "甲法")
            return {
                let references = SourceReferences(source)
                var count = 0
                for index in source.passages.indices { count += references.terms(of: index).count }
                if count < 0 { print(count) }
            }
        }
        #expect(growth < GrowthOfTime.bound, "\(growth) times as long")
    }

    @Test(.timeLimit(.minutes(10)), arguments: HostileText.allCases)
    func ofCheckingCitations(text: HostileText) async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        let law = (1...200).map { "第\($0)条 内容第\($0)。" }.joined(separator: "\n")
        try await library.add(id: "甲法", title: "甲法", text: law)
        try await library.commit()
        let view = library.reading.current
        let checker = try CitationChecker(view, .today)
        let growth = GrowthOfTime.measure(Self.size) { size in
            let source = CorpusReader.read(text: text.make(size), id: "a", path: "a.txt", title: "乙")
            return { _ = try? checker.check(source) }
        }
        #expect(growth < GrowthOfTime.bound, "\(growth) times as long")
    }
}

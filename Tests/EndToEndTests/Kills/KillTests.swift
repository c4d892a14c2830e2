import Fagui
import FaguiTestSupport
import Foundation
import Testing

/// `kill -9` at any moment of indexing.
@Suite(.serialized) struct KillTests {
    private static let sourceCount = 40

    /// The sources of one generation, each of which says which one it is.
    private static func write(generation: Int, to folder: TemporaryFolder) throws {
        for number in 0..<sourceCount {
            let lines = (0..<20).map { "第\(number)号文本第\($0)段讲质量和安全的监督管理，属于第\(generation)代。" }
            try folder.write("corpus/\(number).txt", lines.joined(separator: "\n"))
        }
    }

    @Test(arguments: RandomTests.seeds(1))
    func theIndexOpensAtItsLastCommitAfter200Kills(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let index = folder.path + "/index"
        try Self.write(generation: 0, to: folder)
        // A whole run says how long one takes, and so from which span to draw the moments.
        let whole = try await Self.run(folder, killedAfter: nil, index)
        #expect(whole.status == 0)
        var span = Int(whole.took / .microseconds(1))
        var committed = 0
        var kills = 0
        for generation in 1...200 {
            try Self.write(generation: generation, to: folder)
            let moment = Int.random(in: 0...span, using: &random)
            let (status, took) = try await Self.run(folder, killedAfter: .microseconds(moment), index)
            if status != 0 {
                kills += 1
            } else {
                // The first run found nothing in memory yet.
                span = min(span, Int(took / .microseconds(1)))
            }
            let report = try await Library.verify(at: index)
            #expect(report.isSound, "seed \(seed), generation \(generation): \(report.findings)")
            let library = try await Library.open(at: index)
            let new = try await library.count("\"属于第\(generation)代\"")
            let old = try await library.count("\"属于第\(committed)代\"")
            // All of the new generation or all of the old, nothing between.
            if status == 0 || new > 0 {
                #expect(new == Self.sourceCount * 20, "seed \(seed), generation \(generation)")
                #expect(old == 0, "seed \(seed), generation \(generation)")
                committed = generation
            } else {
                #expect(old == Self.sourceCount * 20, "seed \(seed), generation \(generation)")
            }
        }
        print("\(kills) of 200 runs were killed before their end")
        #expect(kills > 0)
    }

    /// Indexes the folder; nil lets it end by itself.
    private static func run(
        _ folder: TemporaryFolder, killedAfter moment: Duration?, _ index: String
    ) async throws -> (status: Int32, took: Duration) {
        try await Victim.run(["index", folder.path + "/corpus", "--index", index], killedAfter: moment)
    }
}

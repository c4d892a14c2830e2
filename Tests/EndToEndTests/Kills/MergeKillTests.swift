import Fagui
import FaguiTestSupport
import Foundation
import Testing

/// `kill -9` at any moment of merging.
@Suite(.serialized) struct MergeKillTests {
    private static let segmentCount = 9
    private static let sourceCount = 12

    /// Nine segments; the commit of another makes a merge due.
    private static func indexThatIsDue(in folder: TemporaryFolder) async throws {
        let writer = try await Library.create(at: folder.path + "/due")
        for segment in 0..<segmentCount {
            for number in 0..<sourceCount {
                try await writer.add(id: "\(segment)-\(number)", title: "", text: text(segment, number))
            }
            try await writer.commit()
        }
        await writer.close()
    }

    private static func text(_ segment: Int, _ number: Int) -> String {
        (0..<40).map { "第\(segment * 1000 + number)号文本第\($0)段讲质量和安全的监督管理。" }.joined(separator: "\n")
    }

    @Test(arguments: RandomTests.seeds(1)) func aMergeThatIsKilledLeavesTheOldSegmentsOrTheNewOne(seed: UInt64)
        async throws
    {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        try await Self.indexThatIsDue(in: folder)
        try folder.write("corpus/new.txt", "第一条 新的文本。")
        let due = folder.path + "/due", index = folder.path + "/index"
        let command = ["index", folder.path + "/corpus", "--index", index]
        var span = Int.max
        var kills = 0, leftovers = 0
        for round in 0...30 {
            try? FileManager.default.removeItem(atPath: index)
            try FileManager.default.copyItem(atPath: due, toPath: index)
            // The first round says how long one takes.
            let moment = round == 0 ? nil : Duration.microseconds(Int.random(in: span / 4...span, using: &random))
            let (status, took) = try await Victim.run(command, killedAfter: moment)
            if round == 0 {
                #expect(status == 0)
                let merged = try await Library.open(at: index).statistics().segments.count
                #expect(merged < Self.segmentCount, "a merge was due")
            }
            if status == 0 {
                span = min(span, Int(took / .microseconds(1)))
            } else {
                kills += 1
            }
            let what = "seed \(seed), round \(round)"
            let report = try await Library.verify(at: index)
            #expect(report.isSound, "\(what): \(report.findings)")
            if !report.warnings.isEmpty { leftovers += 1 }
            let library = try await Library.open(at: index)
            #expect(try await library.count("质量") == Self.segmentCount * Self.sourceCount * 40, "\(what)")
            if status == 0 { #expect(try await library.passages(withID: "corpus/new.txt").count == 1, "\(what)") }
            // The next run goes on without repair, and clears away what the killed one left.
            #expect(try await Victim.run(command, killedAfter: nil).status == 0, "\(what)")
            let after = try await Library.verify(at: index)
            #expect(after.isSound && after.warnings.isEmpty, "\(what): \(after.findings) \(after.warnings)")
            try await library.refresh()
            #expect(try await library.passages(withID: "corpus/new.txt").count == 1, "\(what)")
        }
        print("\(kills) of 30 runs with a merge were killed before their end, \(leftovers) of them left files behind")
        #expect(kills > 0)
    }

    /// Commits and full merges without end, in a process of their own, that kills itself at a moment given to it.
    @Test(arguments: RandomTests.seeds(1)) func everyCommitThatWasAnsweredOutlivesAKillWhileAllIsMerged(seed: UInt64)
        async throws
    {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let path = folder.path
        await (try Library.create(at: path + "/index")).close()
        try folder.write("answered", "0")
        for round in 0..<30 {
            let moment = Int.random(in: 0...200_000, using: &random)
            let start = try Self.answered(path)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, moment = moment as Int, start = start as Int] in
                let library = try await Library.open(at: path + "/index")
                for step in (start + 1)... {
                    try await library.add(id: "text \(step % 40)", title: "", text: "第一条 这是第\(step)步的文本。")
                    try await library.commit()
                    // A rename, so that a kill leaves one number or the other.
                    try "\(step)".write(toFile: path + "/answered", atomically: true, encoding: .utf8)
                    if step == start + 1 {
                        // Opening is not what is tried here: the clock runs from the first commit.
                        Thread {
                            // Not to wait for something: the moment of the kill is what is drawn at random.
                            usleep(UInt32(moment))
                            kill(getpid(), SIGKILL)
                        }.start()
                    }
                    if step % 3 == 0 { try await library.mergeAll() }
                }
            }
            let what = "seed \(seed), round \(round)"
            let report = try await Library.verify(at: path + "/index")
            #expect(report.isSound, "\(what): \(report.findings)")
            let library = try await Library.open(at: path + "/index")
            let answered = try Self.answered(path)
            var found: [String] = []
            for number in 0..<40 {
                found += try await library.passages(withID: "text \(number)").map(\.text)
            }
            let possible = [answered, answered + 1].map { Set(Self.texts(after: $0)) }
            #expect(possible.contains(Set(found)) && Set(found).count == found.count, "\(what): \(found)")
            if Set(found) == possible[1], found.count > 0, possible[0] != possible[1] {
                try folder.write("answered", "\(answered + 1)")
            }
        }
        print("30 of 30 processes that merged were killed, after \(try Self.answered(path)) commits in all")
    }

    private static func answered(_ path: String) throws -> Int {
        try #require(Int(String(contentsOfFile: path + "/answered", encoding: .utf8)))
    }

    /// What the last forty steps have left.
    private static func texts(after step: Int) -> [String] {
        (max(1, step - 39)...max(1, step)).filter { $0 <= step }.map { "第一条 这是第\($0)步的文本。" }
    }
}

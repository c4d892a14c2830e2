import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Whatever step of a repair fails, the index is as damaged as before or mended, and nothing is lost that was there.
@Suite struct RepairCrashTests {
    /// What is damaged.
    enum Case: CaseIterable {
        case postings, deletions, manifest, analysis

        func strike(_ index: DamagedIndex) throws {
            let name: String?
            switch self {
            case .postings: name = "s000001.postings"
            case .deletions: name = try index.files.first { $0.hasPrefix("s000001.deletions-") }
            case .manifest: name = "manifest"
            case .analysis: name = try index.files.first { $0.hasPrefix("analysis-") }
            }
            try FileDamage.flipped.strike(try #require(name), in: index.directory)
        }
    }

    @Test(arguments: Case.allCases) func aCrashLeavesTheDamagedIndexOrTheMendedOne(damaged: Case) throws {
        let whole = try DamagedIndex()
        try damaged.strike(whole)
        whole.directory.setFaults { _, _ in nil }
        try DamagedIndex.repair(whole.directory)
        let count = whole.directory.callCount
        var expected = whole.contents
        if damaged == .deletions { expected["b"] = ["two"] }
        #expect(count > 5)
        for step in 0..<count {
            let index = try DamagedIndex()
            try damaged.strike(index)
            let before = try Dictionary(
                uniqueKeysWithValues: index.files.map { ($0, index.directory.content(of: $0)) })
            index.directory.setFaults { _, number in number >= step ? 5 : nil }
            _ = try? DamagedIndex.repair(index.directory)
            index.directory.setFaults(nil)
            var random = SeededGenerator(seed: UInt64(step))
            var left = [index.directory.afterKill(), index.directory.afterPowerLoss()]
            for _ in 0..<3 { left.append(index.directory.afterPowerLoss(using: &random)) }
            for (number, directory) in left.enumerated() {
                try expectOldOrNew(
                    directory, has: expected, isManifestDamaged: damaged == .manifest, before,
                    "\(damaged), step \(step), \(number)")
            }
        }
    }

    private func expectOldOrNew(
        _ directory: MemoryDirectory, has expected: [String: [String]], isManifestDamaged: Bool,
        _ before: [String: [UInt8]?], _ what: String
    ) throws {
        let isMended = try IndexChecker.check(directory).findings.isEmpty
        let names = try directory.list()
        let contents = names.map { directory.content(of: $0) }
        // A sound manifest is replaced as by any commit, and an analysis that is known is written again.
        let dropped = before.filter { name, _ in
            !name.hasPrefix("analysis-") && (name != "manifest" || isManifestDamaged)
        }
        for (name, content) in isMended ? dropped : before where !name.hasPrefix("analysis-") {
            if isMended {
                #expect(contents.contains(content), "\(what): \(name) is gone")
            } else {
                #expect(directory.content(of: name) == content, "\(what): \(name) has changed")
            }
        }
        if isMended {
            #expect(try Texts.contents(of: directory) == expected, "\(what)")
            // A writer takes away what no commit names, but not what was set aside.
            try IndexWriter(directory: directory, schema: Texts.schema).close()
            let kept = try directory.list().map { directory.content(of: $0) }
            for (name, content) in dropped {
                #expect(kept.contains(content), "\(what): a writer took \(name)")
            }
        }
        try DamagedIndex.repair(directory)
        #expect(try Texts.contents(of: directory) == expected, "\(what)")
        #expect(try IndexChecker.check(directory).findings.isEmpty, "\(what)")
    }
}

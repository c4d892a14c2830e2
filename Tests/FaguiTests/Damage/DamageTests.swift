import FaguiTestSupport
import Testing

@testable import Fagui

/// Whatever befalls the files of an index, `verify` reports it, and all else answers or says what is wrong.
///
/// `FAGUI_TEST_ITERATIONS=100000` takes every step there is, each bit of each byte, each length, but of files of megabytes.
@Suite(.serialized) struct DamageTests {
    @Test(arguments: DamageFamily.allCases.filter { $0 != .bits })
    func damageIsReportedAndHarmsNothingElse(family: DamageFamily) async throws {
        try await Self.take(family, share: 4 * RandomTests.scale)
    }

    /// By itself, so that all of them can be tried in minutes: `verify` takes milliseconds, all else together a tenth of a
    /// second.
    @Test func everyFlippedBitIsReported() async throws {
        try await Self.take(.bits, share: 60 * RandomTests.scale)
    }

    /// Takes some steps of a family in a process of its own, and sees that it reaches the last.
    private static func take(_ family: DamageFamily, share: Int) async throws {
        let sample = try await DamageSample()
        let seed = RandomTests.seeds(1)[0]
        let place = "\(sample.path).place"
        print("\(family.rawValue): seed \(seed)")
        await #expect(processExitsWith: .success, "\(family.rawValue), seed \(seed)") {
            [
                family = family.rawValue as String, path = sample.path as String, place = place as String,
                seed = seed as UInt64, share = share as Int
            ] in
            guard let family = DamageFamily(rawValue: family) else { return }
            try await DamageChild.run(family, path, place: place, seed: seed, share: share)
        }
        let end = PlaceLog.read(place)
        #expect(end.hasPrefix("all "), "the process ended at: \(end)")
        print("\(family.rawValue): \(end)")
    }

    @Test func anOlderManifestIsAnOlderCommitOrReported() async throws {
        let folder = TemporaryFolder()
        let path = "\(folder.path)/index"
        let library = try await Library.create(at: path)
        var manifests: [[UInt8]] = []
        for number in 0..<3 {
            try await library.add(id: "甲", title: "甲", text: "第一条 第\(number)版。")
            try await library.add(id: "乙\(number)", title: "乙", text: "第一条 检查。")
            try await library.commit()
            manifests.append(try DamagedFolder(copying: path).files["manifest"] ?? [])
        }
        try await library.mergeAll()
        await library.close()
        let merged = try DamagedFolder(copying: path)
        for manifest in manifests {
            // Its segments are gone.
            try merged.put("manifest", manifest)
            let report = try await Library.verify(at: merged.path)
            #expect(report.findings.contains { $0.reason.contains("missing") && $0.byteOffset != nil })
            #expect(await DamageProbe(path: merged.path).problems() == [])
        }
    }

    @Test func whatAnOlderManifestDoesNotNameIsTold() async throws {
        let sample = try await DamageSample()
        let before = try DamagedFolder(copying: sample.path)
        let library = try await Library.create(at: sample.path)
        try await library.add(id: "新", title: "新通知", text: "第一条 电梯检查。")
        try await library.commit()
        await library.close()
        let folder = try DamagedFolder(copying: sample.path)
        try folder.put("manifest", before.files["manifest"] ?? [])
        // A commit that was cut off leaves the same, so it is no damage; but nothing is passed over in silence.
        let report = try await Library.verify(at: folder.path)
        #expect(report.isSound)
        let newer = Set(folder.names).subtracting(before.names)
        #expect(!newer.isEmpty && Set(report.warnings.map(\.file)) == newer)
        #expect(await DamageProbe(path: folder.path).problems() == [])
    }

    @Test func theManifestOfAnotherIndexIsReported() async throws {
        let sample = try await DamageSample()
        let other = try await DamageSample()
        let folder = try DamagedFolder(copying: sample.path)
        try folder.put("manifest", try DamagedFolder(copying: other.path).files["manifest"] ?? [])
        let report = try await Library.verify(at: folder.path)
        #expect(report.findings.contains { $0.reason.contains("number") && $0.byteOffset == 16 })
        #expect(await DamageProbe(path: folder.path).problems() == [])
    }
}

import FaguiTestSupport
import Testing

@testable import FaguiIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is damaged is dropped and named, and nothing else.
@Suite struct IndexRepairTests {
    /// Whether the index is sound, with these texts, which words find as well.
    private func expect(_ directory: MemoryDirectory, has contents: [String: [String]], _ what: String) throws {
        let report = try IndexChecker.check(directory)
        #expect(report.findings.isEmpty, "\(what): \(report.findings)")
        #expect(report.warnings.allSatisfy { IndexFiles.isSetAside($0.file) }, "\(what): \(report.warnings)")
        let snapshot = try Snapshot.open(directory)
        #expect(try Texts.contents(snapshot) == contents, "\(what)")
        for word in ["two", "four", "old", "seven", "six"] {
            let expected = contents.values.joined().filter { $0.split(separator: " ").contains("\(word)") }
            #expect(try Texts.find(word, in: snapshot).sorted() == expected.sorted(), "\(what): \(word)")
        }
    }

    @Test(arguments: FileDamage.allCases) func anyOneFileMayBeDamaged(damage: FileDamage) throws {
        for name in try DamagedIndex().files {
            let index = try DamagedIndex()
            try damage.strike(name, in: index.directory)
            let before = try Set(index.directory.list())
            let repair = try DamagedIndex.repair(index.directory)
            #expect(!repair.findings.isEmpty, "\(name)")
            var expected = index.contents
            let segment = String(name.prefix { $0 != "." })
            if name.hasSuffix(".stored") || name.hasSuffix(".sources") {
                for id in index.live[segment, default: [:]].keys { expected[id] = nil }
            }
            if name.hasSuffix(".stored") {
                #expect(repair.lost.compactMap(\.name).sorted() == index.live[segment]?.keys.sorted(), "\(name)")
            } else if name.hasSuffix(".sources") {
                // Without ids there is what was stored with each.
                let stored = repair.lost.compactMap { $0.stored.map { String(decoding: $0, as: UTF8.self) } }
                #expect(stored.sorted() == index.live[segment]?.keys.map { "stored \($0)" }.sorted(), "\(name)")
            } else {
                #expect(repair.lost.isEmpty, "\(name)")
            }
            #expect(repair.untold.isEmpty, "\(name)")
            if name.contains(".deletions-") {
                // What was removed, and not replaced, nothing else tells: it comes back, but not without a word.
                let removed = segment == "s000001" ? "b" : "e"
                expected[removed] = removed == "b" ? ["two"] : ["two six"]
                #expect(repair.doubtful.compactMap(\.name).contains(removed), "\(name)")
            } else {
                #expect(repair.doubtful.isEmpty, "\(name): \(repair.doubtful)")
            }
            try expect(index.directory, has: expected, "\(name) \(damage)")
            // Nothing is deleted: what was there has its name, or one that says that it was set aside.
            let after = try Set(index.directory.list())
            for old in before where !name.hasPrefix("analysis-") {
                #expect(
                    after.contains(old) || after.contains { $0.hasPrefix("\(old).damaged-") },
                    "\(name) \(damage): \(old)")
            }
            #expect(try DamagedIndex.repair(index.directory).isSound, "\(name)")
            #expect(try Set(index.directory.list()) == after, "\(name)")
        }
    }

    @Test func aFileThatTheDiskCannotReadIsADamagedOne() throws {
        for name in try DamagedIndex().files {
            let index = try DamagedIndex()
            let damaged = try DamagedIndex()
            try FileDamage.random.strike(name, in: damaged.directory)
            // Analysis and manifest are written again under their names, to other blocks.
            let isWrittenAgain = Flag()
            index.directory.setFaults { call, _ in
                switch call {
                case .create(name), .rename(_, to: name): isWrittenAgain.raise()
                default: break
                }
                return call == .map(name) && !isWrittenAgain.isRaised ? .error(5) : nil
            }
            let repair = try DamagedIndex.repair(index.directory)
            let expected = try DamagedIndex.repair(damaged.directory)
            let finding = try #require(repair.findings.first { $0.file == name }, "\(name)")
            #expect(finding.reason == "the disk cannot read it: Input/output error", "\(name)")
            #expect(repair.lost == expected.lost && repair.doubtful == expected.doubtful, "\(name)")
            #expect(repair.keptCount == expected.keptCount, "\(name)")
            #expect(
                try name.hasPrefix("analysis-") || index.directory.list().contains { $0.hasPrefix("\(name).damaged-") },
                "\(name)")
            try expect(index.directory, has: Texts.contents(of: damaged.directory), "\(name)")
        }
    }

    @Test(arguments: [24, 13, 12] as [Int32]) func whatCannotBeReadForTheMomentStopsTheRepair(code: Int32) throws {
        for name in try DamagedIndex().files {
            let index = try DamagedIndex()
            try FileDamage.flipped.strike("s000001.terms", in: index.directory)
            let before = try index.directory.list()
            index.directory.setFaults { call, _ in call == .map(name) ? .error(code) : nil }
            let error = #expect(throws: IndexError.self, "\(name)") { try DamagedIndex.repair(index.directory) }
            guard case .io = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            index.directory.setFaults(nil)
            #expect(try index.directory.list() == before, "\(name)")
        }
    }

    #if os(Linux)
        /// A file of the kernel whose first byte no disk has.
        @Test func filesAreReadBeforeTheyAreMapped() throws {
            let folder = TemporaryFolder()
            try folder.write("s000001.norms", bytes: [0x8A] + Array("FAGUI\r\n".utf8))
            let directory = try FileSystemDirectory(path: folder.path)
            try directory.checkReadable("s000001.norms")
            try directory.checkReadable("none")
            try #require(symlink("/proc/self/mem", folder.path + "/s000001.terms") == 0)
            let expected = IndexError.corrupt(
                file: "s000001.terms", byteOffset: 0, reason: "the disk cannot read it: Input/output error")
            #expect(throws: expected) { try directory.checkReadable("s000001.terms") }
            #expect(throws: expected) { try SalvageDirectory(directory).map("s000001.terms") }
            let findings = try IndexChecker.check(directory).findings
            #expect(findings.contains { $0.file == "s000001.terms" && $0.reason.contains("Input/output error") })
        }
    #endif

    @Test func onlyALostManifestLetsRemovedTextsComeBackUnnamed() throws {
        let index = try DamagedIndex()
        for name in try index.files where name.contains(".deletions-") || name == "manifest" {
            try index.directory.remove(name)
        }
        #expect(try DamagedIndex.repair(index.directory).mayBringBack)
        #expect(try Texts.contents(of: index.directory).keys.contains("b"))
        let other = try DamagedIndex()
        for name in try other.files where name.contains(".deletions-") { try other.directory.remove(name) }
        #expect(try !DamagedIndex.repair(other.directory).mayBringBack)
    }

    @Test func aLostAnalysisThatNobodyKnowsIsMadeUpForFromWhatIsStored() throws {
        let index = try DamagedIndex()
        let name = try #require(try index.files.first { $0.hasPrefix("analysis-") })
        try index.directory.remove(name)
        let repair = try DamagedIndex.repair(index.directory, knowsAnalysis: false)
        #expect(repair.hasLostAnalysis && repair.salvages.flatMap(\.sources).count == index.contents.count)
        try expect(index.directory, has: index.contents, "analysis")
    }

    @Test func twoFilesOfASegmentLeaveNothingButTheirNumber() throws {
        let index = try DamagedIndex()
        let segment = try #require(index.live.first { $0.value.keys.contains("d") }?.key)
        for part in ["sources", "stored"] { try FileDamage.flipped.strike("\(segment).\(part)", in: index.directory) }
        let repair = try DamagedIndex.repair(index.directory)
        #expect(repair.untold == [.init(segment: segment, count: 2)])
        try expect(index.directory, has: ["c": ["old", "two"], "f": ["seven", "eight"]], "sources and stored")
    }

    @Test func deletedAndReplacedTextsStayAwayWithoutTheirDeletions() throws {
        let index = try DamagedIndex()
        let deletions = try index.files.filter { $0.contains(".deletions-") }
        #expect(deletions.count == 2)
        for name in deletions { try FileDamage.flipped.strike(name, in: index.directory) }
        let repair = try DamagedIndex.repair(index.directory)
        // "a" is alive elsewhere; "b" and "e" were removed, which nothing but their files told.
        let contents = try Texts.contents(of: index.directory)
        #expect(contents["a"] == ["four"])
        #expect(contents.filter { index.contents[$0.key] != nil } == index.contents)
        let doubtful = Set(repair.doubtful.compactMap(\.name))
        #expect(Set(contents.keys).subtracting(index.contents.keys) == ["b", "e"])
        #expect(doubtful.isSuperset(of: ["b", "e"]) && !doubtful.contains("f"))
        #expect(try IndexChecker.check(index.directory).findings.isEmpty)
    }

    @Test func aReplacedTextDoesNotComeBackForOneThatIsLost() throws {
        let index = try DamagedIndex()
        // The old "a" is in the first segment, whose deletions are damaged; the new one's text is lost.
        let (old, new) = ("s000001", try #require(index.live.first { $0.value.keys.contains("a") }?.key))
        let deletions = try #require(try index.files.first { $0.hasPrefix("\(old).deletions-") })
        try FileDamage.flipped.strike(deletions, in: index.directory)
        try FileDamage.flipped.strike("\(new).stored", in: index.directory)
        let repair = try DamagedIndex.repair(index.directory)
        #expect(Set(repair.lost.compactMap(\.name)) == ["a", "d"])
        #expect(try Texts.contents(of: index.directory)["a"] == nil)
    }

    @Test func ofTwoVersionsWithoutAManifestTheLaterOneStaysAndIsNamed() throws {
        let index = try DamagedIndex()
        for name in try index.files where name.contains(".deletions-") || name == "manifest" {
            try index.directory.remove(name)
        }
        let repair = try DamagedIndex.repair(index.directory)
        let contents = try Texts.contents(of: index.directory)
        #expect(contents["a"] == ["four"])
        #expect(repair.doubtful.compactMap(\.name) == ["a"])
        #expect(try IndexChecker.check(index.directory).findings.isEmpty)
    }

    @Test func aSegmentWhoseAnalysisNobodyTellsIsAnalysedAnew() throws {
        let index = try DamagedIndex()
        try index.directory.remove("manifest")
        let repair = try IndexRepair(
            index.directory, schema: Texts.schema, analyses: { [] }, threads: 1, fits: { _, _ in false })
        #expect(repair.keptCount == 0 && repair.salvages.flatMap(\.sources).count == index.contents.count)
    }

    @Test func aNewerFormatIsRefusedAndNothingTouched() throws {
        for name in try DamagedIndex().files {
            let index = try DamagedIndex()
            var bytes = try #require(index.directory.content(of: name))
            bytes[12] = 99
            let checksum = Checksum.crc32(Array(bytes.prefix(28)))
            withUnsafeBytes(of: checksum.littleEndian) { bytes.replaceSubrange(28..<32, with: $0) }
            index.directory.put(bytes, as: name)
            let before = try index.directory.list()
            let error = #expect(throws: IndexError.self, "\(name)") { try DamagedIndex.repair(index.directory) }
            guard case .tooNew(_, 99, let supported) = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            #expect(supported < 99)
            #expect(try index.directory.list() == before)
        }
    }

    @Test func aWriterKeepsRepairsOut() throws {
        let index = try DamagedIndex()
        let writer = try IndexWriter(directory: index.directory, schema: Texts.schema)
        #expect(throws: IndexError.locked(path: "memory")) { try DamagedIndex.repair(index.directory) }
        writer.close()
    }

    @Test func writingGoesOnAfterARepair() throws {
        let index = try DamagedIndex()
        try index.directory.remove("manifest")
        try DamagedIndex.repair(index.directory)
        let writer = try IndexWriter(directory: index.directory, schema: Texts.schema)
        try writer.add(("a", ["new"]), ("g", ["two"]))
        try writer.mergeAll()
        writer.close()
        var expected = index.contents
        (expected["a"], expected["g"]) = (["new"], ["two"])
        try expect(index.directory, has: expected, "later")
    }
}

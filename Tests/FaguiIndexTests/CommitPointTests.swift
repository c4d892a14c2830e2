import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// The manifest: what is written of a commit point, and what is believed of it.
@Suite struct CommitPointTests {
    private static let point = CommitPoint(
        generation: 3, nextSegmentNumber: 12, schema: Texts.schema,
        segments: [
            SegmentInfo(
                name: "s000002", uniqueID: 0x0123_4567_89AB_CDEF, documentCount: 9, sourceCount: 4,
                analysis: "analysis-00000000000000ff",
                files: [.init(part: "terms", length: 100, checksum: 5), .init(part: "norms", length: 60, checksum: 6)],
                deletions: .init(part: "deletions-000007", length: 56, checksum: 7), deletedDocumentCount: 2),
            SegmentInfo(
                name: "s000011", uniqueID: 1, documentCount: 0, sourceCount: 1, analysis: "",
                files: [.init(part: "terms", length: 1 << 40, checksum: .max)]),
        ])

    @Test func aCommitPointComesBackAsItWasWritten() throws {
        let directory = MemoryDirectory()
        try Self.point.write(to: directory) {}
        #expect(try CommitPoint.read(from: directory) == Self.point)
        #expect(try CommitPoint.readGeneration(from: directory) == 3)
        #expect(try directory.list() == ["manifest"])
        #expect(try CommitPoint.read(from: directory.afterPowerLoss()) == Self.point)
    }

    @Test func everyFlippedBitOfAManifestIsCorrupt() throws {
        let directory = MemoryDirectory()
        try Self.point.write(to: directory) {}
        let whole = try #require(directory.content(of: "manifest"))
        for byte in whole.indices {
            for bit in 0..<8 {
                var damaged = whole
                damaged[byte] ^= 1 << UInt8(bit)
                directory.put(damaged, as: "manifest")
                let error = #expect(throws: IndexError.self) { try CommitPoint.read(from: directory) }
                guard case .corrupt("manifest", _, _) = error else {
                    Issue.record("bit \(bit) of byte \(byte): \(String(describing: error))")
                    continue
                }
            }
        }
        for length in whole.indices {
            directory.put(Array(whole[..<length]), as: "manifest")
            #expect(throws: IndexError.self) { try CommitPoint.read(from: directory) }
        }
    }

    /// Bytes that a writer would never write, under checksums that hold.
    @Test func nothingInABodyIsBelievedForItsChecksumAlone() throws {
        let body = Self.point.encoded()
        for byte in body.indices {
            for value in [body[byte] &+ 1, body[byte] &- 1, 0, 0xFF, body[byte] ^ 0x20] {
                var hostile = body
                hostile[byte] = value
                expectSoundOrCorrupt(hostile)
            }
            expectCorrupt(Array(body[..<byte]))
        }
        expectCorrupt(body + [0])
    }

    @Test func hostileNamesAndNumbersAreCorrupt() throws {
        func expectRefused(_ what: String, _ change: (inout CommitPoint) -> Void) {
            var point = Self.point
            change(&point)
            expectCorrupt(point.encoded(), generation: point.generation, what)
        }
        expectRefused("a way out of the folder") { $0.segments[0].files[0].part = "../../etc" }
        expectRefused("a part with a slash") { $0.segments[0].files[0].part = "a/b" }
        expectRefused("a part without a name") { $0.segments[0].files[0].part = "" }
        expectRefused("a file named twice") { $0.segments[0].files[1].part = "terms" }
        expectRefused("deletions in the place of a part") { $0.segments[0].deletions?.part = "terms" }
        expectRefused("a segment that is no segment") { $0.segments[0].name = "x000002" }
        expectRefused("a segment that is the lock") { $0.segments[0].name = "write" }
        expectRefused("a segment number not padded") { $0.segments[0].name = "s2" }
        expectRefused("a segment yet to come") { $0.segments[0].name = "s000012" }
        expectRefused("a segment named twice") { $0.segments[1].name = "s000002" }
        expectRefused("an analysis elsewhere") { $0.segments[0].analysis = "analysis-../../../../x" }
        expectRefused("more deleted than there are") { $0.segments[0].deletedDocumentCount = 10 }
        expectRefused("deleted documents without a file") { $0.segments[0].deletions = nil }
        expectRefused("a generation never committed") { $0.generation = 0 }
        expectRefused("a field without a name") { $0.schema.fields[0].name = "" }
        expectRefused("two fields of one name") { $0.schema.fields[0].name = "places" }
        expectRefused("a weight that is no number") { $0.schema.fields[0].weight = .nan }
        expectRefused("a weight below nothing") { $0.schema.fields[0].weight = -1 }
        expectRefused("columns of one name") { $0.schema.columns[0].name = "hash" }
    }

    @Test func noManifestIsNoIndexUnlessThereAreSegments() throws {
        let directory = MemoryDirectory()
        #expect(try CommitPoint.read(from: directory) == nil)
        directory.put([1], as: "notes.txt")
        #expect(try CommitPoint.read(from: directory) == nil)
        #expect(throws: IndexError.notFound(path: "memory")) { try Snapshot.open(directory) }
        directory.put([1], as: "s202401.txt")
        #expect(try CommitPoint.read(from: directory) == nil)
        _ = try EnvelopeOutput(directory, name: "s000001.terms", kind: .terms, uniqueID: 1).finish()
        #expect(throws: IndexError.self) { try CommitPoint.read(from: directory) }
    }

    @Test(arguments: [
        ("s000001.terms", true), ("s1234567.deletions-000001", true), ("manifest.tmp", true),
        ("analysis-0123456789abcdef", true), ("manifest", false), ("write.lock", false), ("s1.terms", false),
        ("s0000001.terms", false), ("s000001", false), ("s000001.", false), ("s000001.Terms", false),
        ("s000001.terms.bak", false), ("s+00001.terms", false), ("analysis-0123456789ABCDEF", false),
        ("analysis-123", false), (".s000001.terms", false), ("s99999999999999999999.terms", false),
    ])
    func onlyNamesThatAWriterMakesAreItsOwn(name: String, isOwn: Bool) {
        #expect(IndexFiles.isOwn(name) == isOwn)
    }

    private func expectSoundOrCorrupt(_ body: [UInt8]) {
        do {
            let point = try body.withUnsafeBytes { try CommitPoint(decoding: $0, generation: 3) }
            // Whatever is taken for sound is one writing of one meaning.
            #expect(point.encoded() == body)
            #expect(point.fileNames.allSatisfy { IndexFiles.isOwn($0) && $0 != IndexFiles.nextManifest })
        } catch IndexError.corrupt {
            return
        } catch {
            Issue.record("\(error)")
        }
    }

    private func expectCorrupt(_ body: [UInt8], generation: UInt64 = 3, _ what: String = "") {
        do {
            _ = try body.withUnsafeBytes { try CommitPoint(decoding: $0, generation: generation) }
            Issue.record("taken for sound: \(what)")
        } catch let IndexError.corrupt(file, byteOffset, _) {
            #expect(file == "manifest" && byteOffset <= 32 + body.count, "\(what)")
        } catch {
            Issue.record("\(what): \(error)")
        }
    }
}

import FaguiTestSupport
import FaguiUnicode
import Testing

@testable import FaguiCorpus

@Suite struct SourcePartTests {
    private let folder = TemporaryFolder()

    private func file(_ bytes: [UInt8], _ format: SourceFormat = .jsonLines) throws -> SourceFile {
        let path = try write(bytes, to: "rows.jsonl", in: folder)
        return SourceFile(path: path, id: "rows.jsonl", format: format, sizeInBytes: bytes.count)
    }

    /// What reading parts gives, joined.
    private func read(_ parts: [SourcePart], _ reader: CorpusReader = CorpusReader()) throws
        -> (ids: [String], texts: [SourceText], report: CorpusReader.Report)
    {
        var ids: [String] = []
        var texts: [SourceText] = []
        var all = CorpusReader.Report()
        for part in parts {
            let report = try reader.read(
                part,
                isUnchanged: { id, place, _ in
                    ids.append("\(id) \(String(describing: place))")
                    return false
                },
                body: { texts.append($0) })
            all.problems += report.problems
            all.warnings += report.warnings
            all.byteCount += report.byteCount
        }
        return (ids, texts, all)
    }

    /// Rows of many lengths, some empty, some bad, one longer than any part.
    private static func rows(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = Bool.random(using: &random) ? [0xEF, 0xBB, 0xBF] : []
        for number in 1...120 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: break
            case 1: bytes += Array("{\"id\":\"\(number)\",".utf8)
            case 2: bytes += Array("{\"id\":\"\(number)\",\"text\":\"甲".utf8) + [0xB0] + Array("\"}".utf8)
            default:
                let length = number == 60 ? 3000 : Int.random(in: 0..<60, using: &random)
                bytes += Array(
                    "{\"id\":\"\(number)\",\"text\":\"\(String(repeating: "质量", count: length))\"}".utf8)
            }
            if number < 120 || Bool.random(using: &random) { bytes.append(0x0A) }
        }
        return bytes
    }

    @Test func partsReadAsTheWholeDoes() throws {
        for (round, seed) in RandomTests.seeds(20).enumerated() {
            var random = SeededGenerator(seed: seed)
            let isLossy = round % 2 == 0
            let file = try file(Self.rows(&random))
            let reader = CorpusReader(decoder: TextDecoder(encoding: isLossy ? .utf8 : nil, isLossy: isLossy))
            let parts = reader.parts(of: file, size: Int.random(in: 1...2000, using: &random))
            #expect(parts.count > 1, "seed \(seed)")
            #expect(parts.count { $0.isLast } == 1 && parts.last?.isLast == true, "seed \(seed)")
            #expect(parts.reduce(0) { $0 + $1.sizeInBytes } == file.sizeInBytes, "seed \(seed)")
            let whole = try read([SourcePart(file)], reader)
            let joined = try read(parts, reader)
            #expect(joined.ids == whole.ids, "seed \(seed)")
            #expect(joined.texts == whole.texts, "seed \(seed)")
            #expect(joined.report == whole.report, "seed \(seed)")
        }
    }

    @Test func otherFilesAreOnePart() throws {
        let rows = Array(String(repeating: "{\"id\":1,\"text\":\"甲\"}\n", count: 100).utf8)
        #expect(CorpusReader().parts(of: try file(rows), size: 1 << 20).count == 1)
        #expect(CorpusReader().parts(of: try file(rows), size: 100).count > 10)
        #expect(CorpusReader().parts(of: try file(rows, .plainText), size: 100).count == 1)
        // UTF-16 has bytes of line ends in other characters.
        let wide: [UInt8] = rows.flatMap { byte in [byte, 0] }
        #expect(CorpusReader().parts(of: try file(wide), size: 100).count == 1)
        let gone = SourceFile(
            path: try file(rows).path + ".gone", id: "gone.jsonl", format: .jsonLines, sizeInBytes: rows.count)
        #expect(CorpusReader().parts(of: gone, size: 100) == [SourcePart(gone)])
    }

    @Test func aFileThatBecameShorterIsReadAsFarAsItGoes() throws {
        let rows = Array((1...100).map { "{\"id\":\($0),\"text\":\"甲\"}\n" }.joined().utf8)
        let parts = CorpusReader().parts(of: try file(rows), size: 100)
        _ = try file(Array(rows.prefix(rows.count / 2)))
        let (ids, _, report) = try read(parts)
        #expect((45...55).contains(ids.count))
        #expect(report.problems.count <= 1)
    }

    @Test func aRowOfAnIDThatAnEarlierPartHasIsNamed() throws {
        let file = try file([])
        let problem = CorpusReader.repeatedRow(
            "rows.jsonl#a#b", in: file, at: CorpusReader.RowPlace(line: 7, byteOffset: 99), firstLine: 2)
        #expect(problem.reason == "line 7: id a#b stands in line 2 already")
        #expect(problem.byteOffset == 99 && problem.line == 7)
    }
}

import Testing

@testable import FaguiText

@Suite struct AnalysisTests {
    /// A file of version 1, as it was written: settings, versions, checksum.
    private static let version1: [UInt8] = sealed(
        Array("FGAN".utf8) + [1, 0, 0, 0, 1, 1, 2, 0, 4] + Array("72.1".utf8) + [4] + Array("15.0".utf8))
    /// The bytes up to the first section, after which nothing is read at opening.
    private static func head() throws -> [UInt8] { Array(try Analysis.current.serialized[..<(16 + 4 * 24 + 8)]) }

    @Test func comesBackFromItsBytes() throws {
        let analysis = try Analysis.current
        let back = try Analysis(serialized: analysis.serialized)
        #expect(back == analysis)
        #expect(back.serialized == analysis.serialized)
        #expect(
            analysis.summary
                == "ICU \(analysis.icuVersion) words, NFKC case-folded, Traditional as Simplified, grams of 2")
    }

    @Test func compilesTheSameBytesEachTime() throws {
        let analysis = try AnalysisCompiler.compile(.shipped(user: LexiconFile())).get()
        #expect(try analysis.serialized == Analysis.current.serialized)
    }

    @Test func stillReadsVersion1() throws {
        let old = try Analysis(serialized: Self.version1)
        #expect(old.icuVersion == "72.1" && old.unicodeVersion == "15.0")
        #expect(old.summary == "ICU 72.1 words, NFKC case-folded, grams of 2")
        let words = try Analyzer(old).terms("產品質量 质量监督").words.map(\.text)
        #expect(words.contains("质量") && words.contains("產品"))
        #expect(try old != Analysis.current)
    }

    private func error(of bytes: [UInt8]) -> TextError? {
        do {
            _ = try Analysis(serialized: bytes)
            return nil
        } catch { return error as? TextError }
    }

    @Test func refusesEveryChangedBitOfTheHeadAndEveryCut() throws {
        let whole = try Analysis.current.serialized
        for bytes in [try Self.head(), Self.version1] {
            for bit in 0..<bytes.count * 8 {
                var changed = bytes
                changed[bit / 8] ^= 1 << (bit % 8)
                if bytes.count != Self.version1.count { changed += whole[bytes.count...] }
                guard case .corruptAnalysis = error(of: changed) else {
                    Issue.record("bit \(bit) went unnoticed")
                    continue
                }
            }
            for length in bytes.indices {
                guard case .corruptAnalysis = error(of: Array(bytes[..<length])) else {
                    Issue.record("a cut at \(length) went unnoticed")
                    continue
                }
            }
        }
        guard case .corruptAnalysis = error(of: Array(whole.dropLast(9))) else {
            Issue.record("a cut near the end went unnoticed")
            return
        }
    }

    /// Bytes with a checksum that fits them.
    private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: sum >> UInt64(8 * $0)) }
    }

    @Test func tellsANewerFileFromADamagedOne() throws {
        var head = Array(try Self.head().dropLast(8))
        head[4] = 7
        #expect(error(of: Self.sealed(head)) == .newerAnalysis(found: 7, supported: 3))
        head[4] = 3
        head[8] = 9
        #expect(error(of: Self.sealed(head)) == .corruptAnalysis(reason: "unknown settings"))
        let old = Array(Self.version1.dropLast(8))
        #expect(error(of: Self.sealed(old + [0])) == .corruptAnalysis(reason: "1 bytes too many"))
        #expect(error(of: Self.sealed(old.dropLast())) == .corruptAnalysis(reason: "a text runs over the end"))
    }

    @Test func version2HasNoMarks() throws {
        let whole = try Analysis.current.serialized
        var head = Array(try Self.head().dropLast(8))
        head[4] = 2
        let sections = whole[(head.count + 8)...]
        #expect(error(of: Self.sealed(head) + sections) == .corruptAnalysis(reason: "unknown settings"))
        head[11] = 0
        let old = try Analysis(serialized: Self.sealed(head) + sections)
        #expect(!old.marksBreaks && old.words == .lattice)
        #expect(try old.broughtUpToDate() == Analysis.current)
        var words = TermBuffer(), grams = TermBuffer()
        let marks = try Array("质量。安全".utf8).withUnsafeBufferPointer {
            try Analyzer(old).analyzeWithMarks($0, words: &words, grams: &grams)
        }
        #expect(marks == 0 && grams.terms.count == 4)
        let comparison = try AnalysisComparison(old, .current)
        #expect(comparison.differs(Array("质量。安全".utf8)) && !comparison.differs(Array("质量。".utf8)))
    }

    @Test func damagedTablesNeverLeadOutside() throws {
        // What opening does not read may hold anything: words are wrong then, and nothing else.
        var bytes = try Analysis.current.serialized
        var state: UInt64 = 88_172_645_463_325_252
        for index in (16 + 4 * 24 + 8 + 16)..<bytes.count where index % 5 == 0 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            bytes[index] = UInt8(truncatingIfNeeded: state)
        }
        if let analysis = try? Analysis(serialized: bytes) {
            _ = try Analyzer(analysis).terms("为了加强对产品质量的监督管理，GB/T 19001-2016 カタカナ 👨‍👩‍👧 ภาษาไทย")
        }
    }
}

import Testing

@testable import FaguiText

@Suite struct AnalysisTests {
    @Test func comesBackFromItsBytes() throws {
        let analysis = try Analysis.current
        #expect(try Analysis(serialized: analysis.serialized) == analysis)
        #expect(try Analysis.current.serialized == analysis.serialized)
        let other = Analysis(icuVersion: "99.9", unicodeVersion: "20.0")
        #expect(try Analysis(serialized: other.serialized) == other)
        #expect(other.serialized != analysis.serialized)
        #expect(other.summary == "ICU 99.9 words, NFKC case-folded, grams of 2")
    }

    @Test func anotherICUIsNoError() throws {
        _ = try Analyzer(Analysis(icuVersion: "99.9", unicodeVersion: "20.0"))
    }

    private func error(of bytes: [UInt8]) -> TextError? {
        do {
            _ = try Analysis(serialized: bytes)
            return nil
        } catch { return error as? TextError }
    }

    @Test func refusesEveryChangedBitAndEveryCut() throws {
        let bytes = try Analysis.current.serialized
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
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

    /// Bytes with a checksum that fits them.
    private func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return bytes + (0..<8).map { UInt8(truncatingIfNeeded: sum >> UInt64(8 * $0)) }
    }

    @Test func tellsANewerFileFromADamagedOne() throws {
        var bytes = Array(try Analysis.current.serialized.dropLast(8))
        bytes[4] = 7
        #expect(error(of: sealed(bytes + [1, 2, 3])) == .newerAnalysis(found: 7, supported: 1))
        bytes[4] = 1
        bytes[8] = 9
        #expect(error(of: sealed(bytes)) == .corruptAnalysis(reason: "unknown settings"))
        bytes[8] = 1
        #expect(error(of: sealed(bytes + [0])) == .corruptAnalysis(reason: "1 bytes too many"))
        #expect(error(of: sealed(bytes.dropLast())) == .corruptAnalysis(reason: "a text runs over the end"))
    }
}

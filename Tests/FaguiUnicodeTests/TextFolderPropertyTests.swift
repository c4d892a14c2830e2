import FaguiTestSupport
import FaguiUnicode
import Testing

@Suite struct TextFolderPropertyTests {
    @Test func foldsAsICUFoldsWholeTexts() throws {
        let folder = try TextFolder()
        for seed in RandomTests.seeds(300) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let text = RandomText.make(length: Int.random(in: 0...120, using: &random), &random)
            let bytes = Array(text.utf8)
            for keepsOffsets in [false, true] {
                bytes.withUnsafeBufferPointer { folder.fold($0, keepsOffsets: keepsOffsets) }
                let folded = folder.folded
                let units = (0..<folded.count).map { folded.units[$0] }
                #expect(units == ICUOracle.fold(text), "seed \(seed)")
            }
        }
    }

    @Test func everyUnitComesFromTheBytesThatItNames() throws {
        let folder = try TextFolder()
        for seed in RandomTests.seeds(100) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let text = RandomText.make(length: Int.random(in: 1...80, using: &random), &random)
            let bytes = Array(text.utf8)
            bytes.withUnsafeBufferPointer { folder.fold($0, keepsOffsets: true) }
            let folded = folder.folded
            var last = 0..<0
            for index in 0..<folded.count {
                let range = Int(folded.starts[index])..<Int(folded.ends[index])
                let source = try #require(String(validating: bytes[range], as: UTF8.self), "seed \(seed)")
                #expect(ICUOracle.fold(source).contains(folded.units[index]), "seed \(seed)")
                // The next run, or the same.
                #expect(range == last || range.lowerBound >= last.upperBound, "seed \(seed)")
                last = range
            }
        }
    }

    @Test func foldsEveryCharacterAlone() throws {
        let folder = try TextFolder()
        var wrong: [Unicode.Scalar] = []
        for value in UInt32(1)..<0x30000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(scalar)
            Array(text.utf8).withUnsafeBufferPointer { folder.fold($0, keepsOffsets: false) }
            let folded = folder.folded
            let units = (0..<folded.count).map { folded.units[$0] }
            if units != ICUOracle.fold(text) { wrong.append(scalar) }
        }
        #expect(wrong.isEmpty)
    }
}

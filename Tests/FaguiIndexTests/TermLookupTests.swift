import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Lookups in a term dictionary against the keys that were written.
@Suite struct TermLookupTests {
    /// Keys in a small alphabet, so that they share beginnings, some of them longer than a byte can tell.
    private static func keys(using random: inout SeededGenerator) -> [[UInt8]] {
        var keys: Set<[UInt8]> = []
        let wanted = Int.random(in: 1...400, using: &random)
        while keys.count < wanted {
            let length = Int.random(in: 0..<20, using: &random) == 0 ? 1...200 : 1...12
            let bytes = (0..<Int.random(in: length, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
            keys.insert([UInt8.random(in: 0...1, using: &random)] + bytes)
        }
        return keys.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// What is written of each key: mostly small numbers, some of many bytes.
    private static func infos(of keys: [[UInt8]], using random: inout SeededGenerator) -> [TermInfo] {
        var postings: UInt64 = 0
        var positions: UInt64 = 0
        return keys.map { key in
            func length() -> UInt64 {
                UInt64.random(in: 0...UInt64(1) << UInt64.random(in: 1...34, using: &random), using: &random)
            }
            let info = TermInfo(
                documentFrequency: UInt32(truncatingIfNeeded: length()), field: key[0], postingsOffset: postings,
                postingsLength: length(), positionsOffset: positions, positionsLength: length())
            postings += info.postingsLength
            positions += info.positionsLength
            return info
        }
    }

    private static func dictionary(_ keys: [[UInt8]], _ infos: [TermInfo]) throws -> TermDictionary {
        var writer = TermDictionaryWriter(fieldCount: 2)
        for (key, info) in zip(keys, infos) {
            key.withUnsafeBytes {
                writer.append(
                    key: $0, documentFrequency: info.documentFrequency, postingsLength: info.postingsLength,
                    positionsLength: info.positionsLength)
            }
        }
        let directory = MemoryDirectory()
        let output = try EnvelopeOutput(directory, name: "s1.terms", kind: .terms, uniqueID: 1)
        try writer.write(to: output)
        _ = try output.finish()
        return try TermDictionary(
            EnvelopeFile.open(directory, name: "s1.terms", kind: .terms, uniqueID: 1), name: "s1.terms", fieldCount: 2)
    }

    /// With eight bytes behind it that are not 0, which must not matter.
    private static func find(_ key: [UInt8], in dictionary: TermDictionary) throws -> TermInfo? {
        try (key + [UInt8](repeating: 98, count: 8)).withUnsafeBytes {
            try dictionary.find(UnsafeRawBufferPointer(rebasing: $0[..<key.count]))
        }
    }

    @Test(arguments: RandomTests.seeds(20))
    func everyKeyIsFoundAndNoOther(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let keys = Self.keys(using: &random)
        let infos = Self.infos(of: keys, using: &random)
        let dictionary = try Self.dictionary(keys, infos)
        let expected = Dictionary(uniqueKeysWithValues: zip(keys, infos))
        for key in keys {
            #expect(try Self.find(key, in: dictionary) == expected[key])
            for other in [key + [97], key + [98], key + [0], Array(key.dropLast()), key.dropLast() + [100]]
            where !other.isEmpty {
                #expect(try Self.find(other, in: dictionary) == expected[other])
            }
        }
    }
}

import FaguiTestSupport
import Testing

@testable import Fagui
@testable import FaguiIndex
@testable import FaguiSearch

@Suite struct ResultCursorTests {
    private static func cursor(_ random: inout SeededGenerator) -> ResultCursor {
        ResultCursor(
            generation: random.next(), snapshotMark: random.next(), question: random.next(),
            rank: UInt32.random(in: 0...UInt32.max, using: &random),
            position: RankPosition(
                score: Float.random(in: 0...100, using: &random),
                address: DocAddress(
                    segment: Int.random(in: 0...1000, using: &random),
                    doc: UInt32.random(in: 0..<1 << 31, using: &random)))
        )
    }

    @Test(arguments: RandomTests.seeds(2))
    func isReadAsItWasWritten(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let cursor = Self.cursor(&random)
            #expect(ResultCursor(cursor.encoded) == cursor, "seed \(seed)")
            #expect(cursor.encoded.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
        }
    }

    @Test func anyOtherLetterAtAnyPlaceIsNoticed() {
        var random = SeededGenerator(seed: 1)
        let text = Array(Self.cursor(&random).encoded.utf8)
        for place in text.indices {
            for letter in Array("AZaz09-_ +é".utf8) where letter != text[place] {
                var other = text
                other[place] = letter
                #expect(ResultCursor(String(decoding: other, as: UTF8.self)) == nil, "place \(place)")
            }
            #expect(ResultCursor(String(decoding: text[..<place], as: UTF8.self)) == nil)
        }
        #expect(ResultCursor(String(decoding: text, as: UTF8.self) + "A") == nil)
    }

    @Test func aForgedPlaceOutsideTheIndexIsRefused() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path + "/index")
        for number in 0..<4 { try await library.add(id: "t\(number)", title: "", text: "质量第\(number)号。") }
        try await library.commit()
        var options = SearchOptions(limit: 2)
        let first = try await library.search("质量", options: options)
        let cursor = try #require(first.next.flatMap { ResultCursor($0) })
        for address in [DocAddress(segment: 99, doc: 0), DocAddress(segment: 0, doc: 4_000_000_000)] {
            var forged = cursor
            forged.position.address = address
            for sort in [SearchSort.score, .title] {
                options.sort = sort
                options.after = forged.encoded
                await #expect { _ = try await library.search("质量", options: options) } throws: {
                    ($0 as? LibraryError)?.code == .invalidCursor
                }
            }
        }
    }

    @Test(arguments: [
        ([], ""), ([0], "AA"), ([0xFF], "_w"), ([0xFB, 0xFF], "-_8"), ([1, 2, 3], "AQID"),
        (Array("foob".utf8), "Zm9vYg"),
    ])
    func writesBase64(bytes: [UInt8], text: String) {
        #expect(Base64URL.encode(bytes) == text)
        #expect(Base64URL.decode(text) == bytes)
    }

    @Test(arguments: ["A", "AB", "AAA=", "质量", "AQIDA"])
    func refusesWhatIsNoBase64(text: String) { #expect(Base64URL.decode(text) == nil) }
}

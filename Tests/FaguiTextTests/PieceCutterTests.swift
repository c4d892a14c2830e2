import FaguiTestSupport
import FaguiUnicode
import Testing

@testable import FaguiText

@Suite struct PieceCutterTests {
    private func pieces(_ text: String) throws -> [PieceCutter.Piece] {
        let folder = try TextFolder()
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            folder.fold(bytes, keepsOffsets: false)
            let cutter = PieceCutter(text: FoldedUnits(folder.folded))
            var pieces: [PieceCutter.Piece] = []
            var start = 0
            while start < folder.folded.count {
                let piece = cutter.piece(from: start)
                pieces.append(piece)
                start = piece.end
            }
            return pieces
        }
    }

    @Test func aShortTextIsOnePiece() throws {
        #expect(try pieces("质量，安全") == [PieceCutter.Piece(start: 0, end: 5, isCutAnywhere: false)])
        #expect(try pieces(String(repeating: "质", count: 4000)).count == 1)
    }

    @Test func noPieceIsLongerThanICUTakes() throws {
        for seed in RandomTests.seeds(10) {
            print("seed \(seed)")
            var random = SeededGenerator(seed: seed)
            let pieces = try pieces(RandomText.make(pieces: 8000, &random))
            #expect(pieces.allSatisfy { $0.end > $0.start && $0.end - $0.start <= 4000 }, "seed \(seed)")
            #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.end == $1.start }, "seed \(seed)")
        }
    }

    @Test func aCutFallsBehindPunctuation() throws {
        let text = String(repeating: "质", count: 2500) + "，" + String(repeating: "量", count: 2500)
        #expect(
            try pieces(text) == [
                PieceCutter.Piece(start: 0, end: 2501, isCutAnywhere: false),
                PieceCutter.Piece(start: 2501, end: 5001, isCutAnywhere: false),
            ])
    }

    @Test func withoutPunctuationACutFallsBetweenCharacters() throws {
        let pieces = try pieces("a" + String(repeating: "𠀀", count: 5000))
        #expect(pieces.count == 3)
        #expect(pieces[0] == PieceCutter.Piece(start: 0, end: 3999, isCutAnywhere: true))
    }
}

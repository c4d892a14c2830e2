import FaguiTestSupport
import NIOCore
import Testing

@testable import FaguiServer

@Suite struct LineFramerTests {
    private static func text(_ frame: LineFramer.Frame) -> String {
        switch frame {
        case .line(let bytes): String(decoding: bytes, as: UTF8.self)
        case .tooLong: "(too long)"
        }
    }

    /// All that comes out of the stream, the pieces of which are `pieces`.
    private static func frames(_ pieces: [[UInt8]], limit: Int) -> [String] {
        var framer = LineFramer(limit: limit)
        var frames: [String] = []
        for piece in pieces {
            framer.append(ByteBuffer(bytes: piece))
            while framer.hasFrame { frames.append(framer.take(text) ?? "(none)") }
        }
        if let rest = framer.takeRest(text) { frames.append(rest) }
        return frames
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\n", ["a"]), ("\n", [""]), ("\r\n\n", ["", ""]),
        ("a\nb", ["a", "b"]), ("a\r", ["a"]), ("a\rb\n", ["a\rb"]), ("a\r\r\n", ["a\r"]),
        ("12345678\n", ["12345678"]), ("123456789\na\n", ["(too long)"]), ("a\n123456789", ["a", "(too long)"]),
        ("1234567\r\n", ["1234567"]),
    ]) func cutsAsAFileOfLinesIsCut(stream: String, lines: [String]) {
        #expect(Self.frames([Array(stream.utf8)], limit: 8) == lines)
        #expect(Self.frames(stream.utf8.map { [$0] }, limit: 8) == lines)
    }

    @Test(arguments: RandomTests.seeds(8)) func whereTheStreamIsCutDoesNotMatter(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let alphabet: [UInt8] = [0x61, 0xE8, 0x0A, 0x0D, 0x00]
            let stream: [UInt8] = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<5, using: &generator)]
            }
            var pieces: [[UInt8]] = []
            var rest = stream[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &generator)
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(Self.frames(pieces, limit: 20) == Self.frames([stream], limit: 20), "seed \(seed): \(pieces)")
        }
    }

    @Test func knowsWhatItHas() {
        var framer = LineFramer(limit: 8)
        #expect(!framer.hasFrame && !framer.hasHalfLine)
        framer.append(ByteBuffer(string: "ab"))
        #expect(!framer.hasFrame && framer.hasHalfLine)
        framer.append(ByteBuffer(string: "c\nd"))
        #expect(framer.hasFrame && !framer.hasHalfLine)
        _ = framer.take { _ in }
        #expect(!framer.hasFrame && framer.hasHalfLine)
        framer.breakOff()
        framer.append(ByteBuffer(string: "e\n"))
        #expect(!framer.hasFrame && !framer.hasHalfLine)
    }
}

import FaguiTestSupport
import Foundation
import Testing

@testable import FaguiServer

/// Valid sessions, changed at random, against the real server: it answers each line once, and nothing is left behind.
///
/// `FAGUI_TEST_ITERATIONS=100 swift test --filter LineFuzzTests` has twenty thousand sessions.
@Suite struct LineFuzzTests {
    private static let lineLimit = 4096

    @Test func hostileSessionsAreAnsweredLineByLine() async throws {
        let seeds = RandomTests.seeds(20)
        try await LineTestServer.running {
            $0.limits.lineBytes = Self.lineLimit
            $0.limits.queryBytes = 1024
            $0.limits.queryTime = .seconds(2)
            // What is sent counts here, not when: on a busy machine a session may stand still for long.
            $0.limits.transferTime = .seconds(600)
            $0.limits.idleTime = .seconds(600)
        } _: { server in
            var memory = 0
            for (number, seed) in seeds.enumerated() {
                var generator = SeededGenerator(seed: seed)
                for _ in 0..<10 { try await Self.session(&generator, server, "seed \(seed)") }
                if number == min(50, seeds.count / 2) { memory = ResidentMemory.bytes }
            }
            #expect(await eventually { server.connectionCount == 0 && server.pool.load == 0 })
            #expect(await eventually { server.server.unsent.count == 0 && server.context.gate.count == 0 })
            let grown = ResidentMemory.bytes - memory
            // A short run is over before memory is level.
            if RandomTests.scale > 1 { #expect(grown < 64 << 20, "\(grown) bytes more than after the warm-up") }
        }
    }

    private static func session(
        _ generator: inout SeededGenerator, _ server: LineTestServer, _ seed: Comment
    ) async throws {
        let stream = FuzzSession.stream(&generator)
        let client = try server.client()
        if Int.random(in: 0..<10, using: &generator) == 0 {
            try? await client.send(Array(stream.prefix(Int.random(in: 0...stream.count, using: &generator))))
            client.close()
            return
        }
        let pieces = FuzzSession.pieces(stream, &generator)
        async let sending: Void = {
            // The server closes after a line that is too long; what is sent then fails.
            do { for piece in pieces { try await client.send(piece) } } catch is LineClient.Failure {}
            client.closeOutput()
        }()
        let lines = try await client.allLines()
        try await sending
        let expected = Self.answerCount(stream)
        #expect(lines.count == expected, "\(seed): \(lines.map { $0.prefix(200) })")
        for line in lines {
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8), options: []) as? [String: Any]
            #expect(object?["id"] != nil && (object?.count ?? 0) > 1, "\(seed): \(line.prefix(200))")
            let code = (object?["error"] as? [String: Any])?["code"] as? String
            #expect(code != "internal", "\(seed): \(line.prefix(500))")
        }
    }

    /// How many lines are asked: those up to the first that is too long, it included.
    private static func answerCount(_ stream: [UInt8]) -> Int {
        var lines = stream.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return (lines.firstIndex { $0.count > lineLimit } ?? lines.count - 1) + 1
    }
}

/// What a hostile client sends.
enum FuzzSession {
    private static let valid = [
        #"{"id":1,"op":"search","query":"质量 安全","n":5}"#, #"{"id":"a","op":"count","query":"\"产品质量\" -食品"}"#,
        #"{"op":"suggest","typed":"zhil","n":3}"#, #"{"id":2,"op":"show","ref":"示例产品质量条例第一条"}"#,
        #"{"id":3.5e1,"op":"analyze","text":"起重机械"}"#, #"{"id":4,"op":"refs","article":"示例产品质量条例第二条"}"#,
        #"{"id":5,"op":"diff","old":"示例产品质量条例@2018","new":"示例产品质量条例@2023"}"#, #"{"id":6,"op":"stats"}"#,
        #"{"id":7,"op":"ping"}"#, #"{"id":8,"op":"laws","title":"条例","n":2}"#, #"{"op":"auth","key":"x"}"#,
        #"{"id":9,"op":"search","query":"质量","facets":["level","year"],"sort":"newest","as_of":"2019-01-01"}"#,
        #"{"id":10,"op":"cite_resolve","text":"《示例产品质量条例》第一条第二款"}"#, "质量 安全", "起重机械 OR 压力管道",
        #"{"id":11,"op":"history","law":"示例产品质量条例"}"#, "罚款>=10000 title:条例", "",
    ]

    static func stream(_ generator: inout SeededGenerator) -> [UInt8] {
        var stream: [UInt8] = []
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            stream += changed(Array(pick(valid, &generator).utf8), &generator)
            stream += Array(pick(["\n", "\n", "\n", "\r\n", ""], &generator).utf8)
        }
        return stream
    }

    static func pieces(_ stream: [UInt8], _ generator: inout SeededGenerator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = stream[...]
        let longest = pick([1 << 16, 1000, 40, 3], &generator)
        while !rest.isEmpty {
            let count =
                pieces.count < 100 ? min(rest.count, Int.random(in: 1...longest, using: &generator)) : rest.count
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    private static func pick<Value>(_ values: [Value], _ generator: inout SeededGenerator) -> Value {
        values[Int.random(in: 0..<values.count, using: &generator)]
    }

    private static func changed(_ line: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var line = line
        func place() -> Int { Int.random(in: 0...line.count, using: &generator) }
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: line.removeSubrange(place()...)
        case 1:
            let start = place()
            line.removeSubrange(..<start)
        case 2:
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !line.isEmpty {
                line[Int.random(in: 0..<line.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
        case 3:
            let other = Array(pick(valid, &generator).utf8)
            line = Array(line[..<place()]) + other[Int.random(in: 0...other.count, using: &generator)...]
        case 4:
            let depth = Int.random(in: 1...2000, using: &generator)
            line.insert(
                contentsOf: [UInt8](repeating: UInt8(ascii: pick(["[", "{"], &generator)), count: depth), at: place())
        case 5:
            let digits = Int.random(in: 1...400, using: &generator)
            line = Array(
                #"{"id":\#(String(repeating: "9", count: digits)),"op":"search","query":"质量","n":1e\#(digits)}"#.utf8)
        case 6:
            let bytes = (0..<Int.random(in: 1...100, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            line.insert(contentsOf: bytes, at: place())
        case 7:
            line.append(
                contentsOf: [UInt8](repeating: 0x61, count: pick([100, 4000, 4096, 4097, 200_000], &generator)))
        case 8:
            let query = String(repeating: pick(["(", "\"", "a* ", "质 OR ", "NOT ", "{质 量}~2 "], &generator), count: 60)
            line = Array(#"{"id":1,"op":"search","query":"\#(query.replacing("\"", with: #"\""#))"}"#.utf8)
        default: break
        }
        return line
    }
}

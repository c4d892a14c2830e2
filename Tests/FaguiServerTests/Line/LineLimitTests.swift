import FaguiTestSupport
import Foundation
import Testing

@testable import FaguiServer

/// Every limit that concerns lines is reached.
@Suite struct LineLimitTests {
    private static func code(_ line: String?) -> String? {
        let object = try? JSONSerialization.jsonObject(with: Data((line ?? "").utf8)) as? [String: Any]
        return (object?["error"] as? [String: Any])?["code"] as? String
    }

    private static func parameter(_ line: String?) -> String? {
        let object = try? JSONSerialization.jsonObject(with: Data((line ?? "").utf8)) as? [String: Any]
        return (object?["error"] as? [String: Any])?["parameter"] as? String
    }

    @Test func aLineThatIsTooLongEndsTheConnection() async throws {
        try await LineTestServer.running {
            $0.limits.lineBytes = 100
        } _: { server in
            let client = try server.client()
            try await client.send("质量\n" + String(repeating: "a", count: 101) + "\n质量\n")
            let lines = try await client.allLines()
            #expect(lines.count == 2 && Self.code(lines.last) == "too_large")
            #expect(Self.code(try await server.client().ask(String(repeating: "a", count: 100))) == nil)
        }
    }

    @Test func aLineWithoutEndIsNotHeld() async throws {
        try await LineTestServer.running { server in
            let client = try server.client()
            let piece = [UInt8](repeating: UInt8(ascii: "{"), count: 1 << 20)
            // The server closes at some point, and sending fails then.
            var sent = 0
            do {
                while sent < 256 {
                    try await client.send(piece)
                    sent += 1
                }
            } catch is LineClient.Failure {}
            // What went out was thrown away, or lies in the system's buffers.
            #expect(sent < 64)
            #expect(await eventually { server.connectionCount == 0 })
        }
    }

    @Test func longQueriesAndManyHitsAreRefused() async throws {
        try await LineTestServer.running {
            $0.limits.queryBytes = 30
            $0.limits.hits = 5
            $0.limits.offset = 7
        } _: { server in
            let client = try server.client()
            let long = String(repeating: "长", count: 11)
            #expect(Self.code(try await client.ask(long)) == "too_large")
            #expect(Self.parameter(try await client.ask(#"{"op":"count","query":"\#(long)"}"#)) == "query")
            #expect(Self.parameter(try await client.ask(#"{"op":"search","query":"质量","n":6}"#)) == "n")
            #expect(Self.parameter(try await client.ask(#"{"op":"search","query":"质量","offset":8}"#)) == "offset")
            #expect(Self.code(try await client.ask(#"{"op":"search","query":"质量","n":5,"offset":7}"#)) == nil)
        }
    }

    @Test func anAnswerHasItsTime() async throws {
        try await LineTestServer.running {
            $0.threads = 1
            $0.limits.queryTime = .milliseconds(50)
        } _: { server in
            let blocker = await Blocker(server.pool, threads: 1)
            let client = try server.client()
            let answer = try await client.ask(#"{"id":1,"op":"count","query":"质量"}"#)
            #expect(answer.hasPrefix(#"{"id":1,"error":{"code":"timeout""#))
            await blocker.release()
            #expect(await eventually { server.pool.load == 0 })
        }
    }

    @Test func aSearchSaysWhenItsTimeWasUp() async throws {
        try await LineTestServer.running {
            $0.limits.queryTime = .nanoseconds(1)
        } _: { server in
            let answer = try await server.client().ask("质量 安全 监督")
            #expect(answer.contains(#""partial":true"#))
        }
    }

    @Test func whatIsTooMuchIsRefusedAtOnceAndRecovers() async throws {
        try await LineTestServer.running {
            $0.threads = 1
            $0.limits.waitingRequests = 1
            // What waits does so for as long as the blocker is there, however busy the machine.
            $0.limits.queryTime = .seconds(60)
        } _: { server in
            let blocker = await Blocker(server.pool, threads: 1)
            let waiting = try server.client()
            try await waiting.send("质量\n")
            #expect(await eventually { server.pool.load == 2 })
            let client = try server.client()
            for _ in 0..<10 { #expect(Self.code(try await client.ask("质量")) == "overloaded") }
            await blocker.release()
            #expect(Self.code(try await waiting.line()) == nil)
            #expect(await eventually { server.pool.load == 0 })
            #expect(Self.code(try await client.ask("质量")) == nil)
        }
    }

    @Test func oneConnectionHasSoManyRequestsUnderWay() async throws {
        try await LineTestServer.running {
            $0.threads = 2
            $0.limits.pipelinedRequests = 2
            // Requests wait for as long as the blocker is there.
            $0.limits.queryTime = .seconds(60)
        } _: { server in
            let blocker = await Blocker(server.pool, threads: 2)
            let client = try server.client()
            try await client.send(String(repeating: "质量\n", count: 100))
            #expect(await eventually { server.pool.load >= 4 })
            for _ in 0..<100 {
                #expect(server.pool.load == 4)
                await Task.yield()
            }
            // Another finds room.
            let other = try server.client()
            try await other.send("质量\n")
            #expect(await eventually { server.pool.load == 5 })
            await blocker.release()
            for _ in 0..<100 { #expect(Self.code(try await client.line()) == nil) }
            #expect(Self.code(try await other.line()) == nil)
        }
    }

    @Test func whoIsIdleIsLeft() async throws {
        try await LineTestServer.running {
            $0.limits.idleTime = .milliseconds(500)
        } _: { server in
            let silent = try server.client()
            let asking = try server.client()
            try await asking.send("质量\n")
            #expect(try await silent.allLines() == [])
            #expect(try await asking.allLines().count == 1)
        }
    }

    @Test func halfALineMustBecomeAWholeOne() async throws {
        try await LineTestServer.running {
            $0.limits.transferTime = .milliseconds(100)
        } _: { server in
            let client = try server.client()
            try await client.send("质量\n{\"op\":")
            let lines = try await client.allLines()
            #expect(lines.count == 2 && Self.code(lines.last) == "timeout")
        }
    }

    @Test func whoTakesNoAnswersIsLeft() async throws {
        try await LineTestServer.running {
            $0.limits.transferTime = .milliseconds(200)
            // Who waits behind them is to be answered however slow the machine is.
            $0.limits.queryTime = .seconds(600)
        } _: { server in
            let client = try LineClient(server.address, receiveBuffer: 4096)
            let other = try server.client()
            // Far more answers than the system holds for the two sides.
            let line = #"{"op":"search","query":"质量 安全 检验 检测 监督 管理","n":1000}"# + "\n"
            try await client.send(String(repeating: line, count: 500))
            #expect(Self.code(try await other.ask("质量")) == nil)
            try await client.waitUntilBrokenOff()
            other.close()
            #expect(await eventually { server.connectionCount == 0 && server.server.unsent.count == 0 })
        }
    }

    @Test func answersThatNobodyTakesHaveABound() async throws {
        try await LineTestServer.running {
            $0.limits.unsentBytes = 0
        } _: { server in
            let answer = try await server.client().ask("质量")
            #expect(Self.code(answer) == "overloaded")
        }
    }

    @Test func connectionsAreCounted() async throws {
        try await LineTestServer.running {
            $0.limits.connectionsPerAddress = 2
        } _: { server in
            let clients = [try server.client(), try server.client()]
            for client in clients { _ = try await client.ask("质量") }
            let refused = try await server.client().allLines()
            #expect(refused.count == 1 && Self.code(refused.first) == "rate_limited")
            clients[0].close()
            #expect(await eventually { server.connectionCount == 1 })
            #expect(Self.code(try await server.client().ask("质量")) == nil)
            // Else the optimizer lets both go, and with them their connections, when the first is closed.
            withExtendedLifetime(clients) {}
        }
        try await LineTestServer.running {
            $0.limits.connections = 1
        } _: { server in
            let client = try server.client()
            _ = try await client.ask("质量")
            let refused = try await server.client().allLines()
            #expect(refused.count == 1 && Self.code(refused.first) == "overloaded")
            withExtendedLifetime(client) {}
        }
    }

    @Test func aKeyHasSoManyRequestsASecond() async throws {
        try await LineTestServer.running {
            $0.keys = try? AccessKeys("reader read 0123456789abcdef")
            $0.limits.requestsPerSecond = 3
        } _: { server in
            let client = try server.client()
            try await client.send(
                String(repeating: #"{"op":"ping","key":"0123456789abcdef"}"# + "\n", count: 50))
            client.closeOutput()
            let codes = try await client.allLines().map(Self.code)
            #expect(codes.count == 50 && codes.prefix(3).allSatisfy { $0 == nil })
            #expect(codes.contains("rate_limited"))
        }
    }

    @Test func linesThatAreWrongCountAsWell() async throws {
        try await LineTestServer.running {
            $0.keys = try? AccessKeys("reader read 0123456789abcdef")
            $0.limits.requestsPerSecond = 3
        } _: { server in
            let client = try server.client()
            for line in [#"{"op":"nothing","key":"0123456789abcdef"}"#, "{nonsense"] {
                try await client.send(String(repeating: line + "\n", count: 25))
            }
            client.closeOutput()
            let codes = try await client.allLines().map(Self.code)
            #expect(codes.count == 50 && codes.prefix(3).allSatisfy { $0 == "unknown_operation" })
            #expect(codes.filter { $0 == "rate_limited" }.count > 30)
            let figures = server.context.metrics.text(server.context)
            #expect(figures.contains("fagui_refused_total{reason=\"rate\"}"))
            // HTTP takes from the same.
            #expect(throws: RequestError.self) {
                for _ in 0..<4 {
                    _ = try server.context.access.admit(
                        key: "0123456789abcdef", from: Peer(), to: .read, advice: "")
                }
            }
        }
    }

    @Test func linesAreMeasured() async throws {
        try await LineTestServer.running {
            $0.limits.connectionsPerAddress = 1
        } _: { server in
            let client = try server.client()
            for line in ["质量", "监督", "{nonsense", #"{"op":"search","query":"a","n":-1}"#, #"{"op":"ping"}"#] {
                _ = try await client.ask(line)
            }
            _ = try await server.client().allLines()
            let figures = server.context.metrics.text(server.context)
            for line in [
                "fagui_requests_total{operation=\"search\",status=\"200\"} 2",
                "fagui_requests_total{operation=\"line\",status=\"400\"} 2",
                "fagui_requests_total{operation=\"ping\",status=\"200\"} 1",
                "fagui_refused_total{reason=\"connections\"} 1", "fagui_requests_in_flight 0", "fagui_connections 1",
            ] { #expect(figures.contains("\n\(line)\n"), "\(line)") }
        }
    }

    @Test func whatRunsIsFinishedAtTheEnd() async throws {
        try await LineTestServer.running {
            $0.threads = 1
            $0.limits.queryTime = .seconds(60)
            $0.limits.stopTime = .seconds(60)
        } _: { server in
            let blocker = await Blocker(server.pool, threads: 1)
            let (busy, idle) = (try server.client(), try server.client())
            try await busy.send("质量\n")
            #expect(await eventually { server.pool.load == 2 && server.connectionCount == 2 })
            await server.stop()
            #expect(try await idle.allLines() == [])
            #expect(await eventually { (try? server.client()) == nil })
            await blocker.release()
            let lines = try await busy.allLines()
            #expect(lines.count == 1 && Self.code(lines.first) == nil)
        }
    }

    @Test func whatDoesNotEndIsBrokenOffAtTheEnd() async throws {
        try await LineTestServer.running {
            $0.threads = 1
            $0.limits.stopTime = .milliseconds(100)
        } _: { server in
            let blocker = await Blocker(server.pool, threads: 1)
            let client = try server.client()
            try await client.send("质量\n")
            #expect(await eventually { server.pool.load == 2 })
            await server.stop()
            #expect(try await client.allLines() == [])
            await blocker.release()
        }
    }
}

/// What the process holds in memory.
enum ResidentMemory {
    static var bytes: Int {
        let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return words.count > 1 ? (Int(words[1]) ?? 0) * 4096 : 0
    }
}

import Logging
import Testing

@testable import FaguiServer

@Suite struct AccessTests {
    @Test func aKeyLeadsToItsHolder() throws {
        let keys = try AccessKeys("# ours\n\nclerk read 0123456789abcdef\nloader read,write fedcba9876543210\n")
        #expect(keys.holder(of: "0123456789abcdef") == .init(name: "clerk", scopes: [.read]))
        #expect(keys.holder(of: "fedcba9876543210") == .init(name: "loader", scopes: [.read, .write]))
        for wrong in ["", "0123456789abcde", "0123456789abcdef0", "0123456789abcdee"] {
            #expect(keys.holder(of: wrong) == nil, "\(wrong)")
        }
    }

    @Test func linesMayEndAsOnWindows() throws {
        let keys = try AccessKeys("# ours\r\nclerk read 0123456789abcdef\r\nloader write fedcba9876543210\r\n")
        #expect(keys.holder(of: "0123456789abcdef")?.name == "clerk")
        #expect(keys.holder(of: "fedcba9876543210")?.name == "loader")
        #expect { try AccessKeys("# ours\r\nclerk\r\n") } throws: { ($0 as? AccessKeys.Malformed)?.line == 2 }
    }

    @Test(arguments: [
        ("127.0.0.1:1", true), ("127.1.2.3:1", true), ("localhost:1", true), ("[::1]:1", true), (":1", true),
        ("127.example.com:1", false), ("127.0.0.1.example.com:1", false), ("127.0.0.256:1", false),
        ("127.0.0.:1", false), ("127.0.0.+1:1", false), ("0.0.0.0:1", false),
    ]) func onlyNumbersOfThisMachineAreLocal(text: String, isLocal: Bool) {
        #expect(ServerConfiguration.Address(text)?.isLocal == isLocal)
    }

    @Test(arguments: [(1024, 960), (64, 1), (20_000, 10_000), (nil, 10_000)])
    func connectionsFitTheOpenFiles(files: Int?, connections: Int) {
        var limits = ServerLimits()
        let log = LogLines()
        Server.adapt(&limits, toOpenFiles: files, Logger(label: "test") { _ in log.handler })
        #expect(limits.connections == connections)
        #expect(log.all.isEmpty == (connections == 10_000))
    }

    @Test(arguments: [
        ("", 1), ("a read", 1), ("# only\n", 1), ("a read short", 1), ("a admin 0123456789abcdef", 1),
        ("a read 0123456789abcdef\na read 0123456789abcdeg", 2),
        ("a read 0123456789abcdef\nb read,write 0123456789abcdef", 2),
    ]) func aFileThatIsNoneIsRefusedWithItsLine(text: String, line: Int) {
        #expect { try AccessKeys(text) } throws: { ($0 as? AccessKeys.Malformed)?.line == line }
    }

    @Test func aBucketHoldsASecondsWorthAndFillsAgain() throws {
        let limiter = RateLimiter(perSecond: 4)
        let start = ContinuousClock.now
        for _ in 0..<4 { try limiter.take("a", at: start) }
        #expect { try limiter.take("a", at: start) } throws: { ($0 as? RequestError)?.retryAfter == 1 }
        try limiter.take("b", at: start)
        try limiter.take("a", at: start + .milliseconds(250))
        #expect(throws: RequestError.self) { try limiter.take("a", at: start + .milliseconds(251)) }
    }

    @Test func theGateCountsInAllAndByAddress() {
        var limits = ServerLimits()
        limits.connections = 3
        limits.connectionsPerAddress = 2
        let gate = ConnectionGate(limits)
        #expect(gate.enter("a") && gate.enter("a") && !gate.enter("a"))
        #expect(gate.enter("b") && !gate.enter("c"))
        gate.leave("a")
        #expect(gate.enter("c") && gate.count == 3)
    }
}

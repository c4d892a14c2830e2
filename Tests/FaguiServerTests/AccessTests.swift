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

    @Test(arguments: [
        ("", 1), ("a read", 1), ("# only\n", 1), ("a read short", 1), ("a admin 0123456789abcdef", 1),
        ("a read 0123456789abcdef\na read 0123456789abcdeg", 2),
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

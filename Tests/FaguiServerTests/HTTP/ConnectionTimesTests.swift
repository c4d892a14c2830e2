import NIOCore
import Testing

@testable import FaguiServer

@Suite struct ConnectionTimesTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private static func times() -> ConnectionTimes {
        var limits = ServerLimits()
        limits.idleTime = .seconds(100)
        limits.transferTime = .seconds(10)
        let times = ConnectionTimes(limits)
        times.lastMove = start
        return times
    }

    @Test func idleEnds() {
        let times = Self.times()
        #expect(!times.isOver(at: Self.start + .seconds(99)))
        #expect(times.isOver(at: Self.start + .seconds(100)))
    }

    @Test func aRequestHasItsTimeFromItsFirstByte() {
        let times = Self.times()
        times.requestStart = Self.start
        #expect(!times.isOver(at: Self.start + .seconds(9)))
        #expect(times.isOver(at: Self.start + .seconds(10)))
    }

    @Test func whoTakesNothingHasItsTimeFromWhenItStopped() {
        let times = Self.times()
        times.openRequests = 1
        #expect(!times.isOver(at: Self.start + .seconds(1000)))
        times.startStall(1 << 30, now: Self.start)
        #expect(!times.isOver(at: Self.start + .seconds(9)))
        #expect(times.isOver(at: Self.start + .seconds(10)))
        times.noteBuffered(1 << 30, now: Self.start + .seconds(9))
        #expect(times.isOver(at: Self.start + .seconds(10)))
    }

    @Test func whoTakesSomethingHasItsTimeFromThen() {
        let times = Self.times()
        times.openRequests = 1
        // Ten seconds, and one for each 64 KB.
        times.startStall(50 << 16, now: Self.start)
        for second in Int64(1)...59 {
            times.noteBuffered(50 << 16 - Int(second), now: Self.start + .seconds(second))
            #expect(!times.isOver(at: Self.start + .seconds(second)))
        }
        #expect(times.isOver(at: Self.start + .seconds(60)))
        times.endStall(now: Self.start + .seconds(59))
        #expect(!times.isOver(at: Self.start + .seconds(1000)))
    }
}

import NIOCore
import Testing

@testable import FaguiServer

@Suite struct LineClockTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private static func clock() -> LineClock {
        var limits = ServerLimits()
        limits.idleTime = .seconds(100)
        limits.transferTime = .seconds(10)
        return LineClock(limits, now: start)
    }

    @Test func idleEnds() {
        var clock = Self.clock()
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(99)) == .fine)
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(100)) == .over)
        #expect(clock.verdict(.working, now: Self.start + .seconds(1000)) == .fine)
        clock.note(halfLine: false, tookLine: true, now: Self.start + .seconds(50))
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(149)) == .fine)
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(150)) == .over)
    }

    @Test func halfALineHasItsTimeFromItsFirstByte() {
        var clock = Self.clock()
        for second in 0..<9 { clock.note(halfLine: true, tookLine: false, now: Self.start + .seconds(Int64(second))) }
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(9)) == .fine)
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(10)) == .halfLine)
        // The line ends, and the next is begun.
        clock.note(halfLine: true, tookLine: true, now: Self.start + .seconds(10))
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(19)) == .fine)
        #expect(clock.verdict(.waiting, now: Self.start + .seconds(20)) == .halfLine)
    }

    @Test func whoTakesNothingIsLeft() {
        var clock = Self.clock()
        clock.noteProgress(now: Self.start)
        clock.noteBuffered(100, now: Self.start)
        clock.noteBuffered(100, now: Self.start + .seconds(9))
        #expect(clock.verdict(.writing, now: Self.start + .seconds(10)) == .over)
        clock.noteBuffered(99, now: Self.start + .seconds(9))
        #expect(clock.verdict(.writing, now: Self.start + .seconds(18)) == .fine)
        #expect(clock.verdict(.writing, now: Self.start + .seconds(19)) == .over)
    }

    @Test func whoTakesTooLittleIsLeft() {
        var clock = Self.clock()
        // Ten seconds for what is written, and one for each 64 KB.
        clock.noteWriting(unsent: 5 << 16, now: Self.start)
        for second in Int64(1)...14 {
            clock.noteBuffered(Int(1000 - second), now: Self.start + .seconds(second))
            #expect(clock.verdict(.writing, now: Self.start + .seconds(second)) == .fine)
        }
        clock.noteBuffered(1, now: Self.start + .seconds(15))
        #expect(clock.verdict(.writing, now: Self.start + .seconds(15)) == .over)
        // What is taken makes way for what was written next.
        clock.noteWriting(unsent: 10 << 16, now: Self.start + .seconds(1))
        clock.noteWritten(now: Self.start + .seconds(14))
        #expect(clock.verdict(.writing, now: Self.start + .seconds(20)) == .fine)
        clock.noteProgress(now: Self.start + .seconds(20))
        #expect(clock.verdict(.writing, now: Self.start + .seconds(21)) == .over)
    }

    @Test(arguments: [LineClock.State.waiting, .working, .writing]) func looksBeforeAnythingNewCanBeOver(
        state: LineClock.State
    ) {
        let clock = Self.clock()
        for second in Int64(0)..<200 {
            let now = Self.start + .seconds(second)
            let look = clock.nextLook(state, now: now)
            #expect(look > now && look <= now + .seconds(10))
        }
    }
}

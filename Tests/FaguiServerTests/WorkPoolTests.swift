import Testing

@testable import FaguiServer

@Suite struct WorkPoolTests {
    @Test func whatWaitedTooLongIsNotBegun() async throws {
        let pool = WorkPool(threadCount: 1, waitingLimit: 1)
        // Who finds a free thread has not waited, however little time there is.
        #expect(try await pool.run(within: .zero) { $0 } == .zero)
        let blocker = await Blocker(pool, threads: 1)
        let late = Task { try await pool.run(within: .nanoseconds(1)) { _ in Issue.record("It was begun.") } }
        #expect(await eventually { pool.load == 2 })
        await blocker.release()
        await #expect { try await late.value } throws: { ($0 as? RequestError)?.code == "overloaded" }
        #expect(pool.load == 0)
        try await pool.shutDown()
    }

    @Test func waitingTakesFromTheTime() async throws {
        let pool = WorkPool(threadCount: 1, waitingLimit: 1)
        let blocker = await Blocker(pool, threads: 1)
        let late = Task { try await pool.run(within: .seconds(3600)) { $0 } }
        #expect(await eventually { pool.load == 2 })
        await blocker.release()
        let left = try await late.value
        #expect(left > .zero && left < .seconds(3600))
        try await pool.shutDown()
    }
}

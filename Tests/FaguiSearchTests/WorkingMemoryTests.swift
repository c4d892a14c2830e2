import Testing

@testable import FaguiSearch

@Suite struct WorkingMemoryTests {
    @Test func whatAPartTookIsForgottenAndNothingElse() {
        let memory = WorkingMemory()
        for _ in 0..<3 {
            memory.reset()
            let outer = memory.take(count: 100, filledWith: UInt64(7))
            for size in [10, 100_000, 1_000, 3_000_000] {
                memory.withPart {
                    let part = memory.take(count: size, filledWith: UInt64(9))
                    #expect(part[size - 1] == 9)
                }
            }
            let behind = memory.take(count: 100, filledWith: UInt64(8))
            #expect((0..<100).allSatisfy { outer[$0] == 7 && behind[$0] == 8 })
        }
    }
}

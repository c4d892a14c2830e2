import FaguiTestSupport
import NIOCore
import Testing

@testable import FaguiServer

@Suite struct AnswerQueueTests {
    @Test(arguments: RandomTests.seeds(8)) func answersComeInTheOrderOfAsking(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var queue = AnswerQueue()
        var open: [Int] = []
        var (asked, answered) = (0, 0)
        for _ in 0..<1000 {
            if Bool.random(using: &generator) {
                #expect(queue.open() == asked)
                open.append(asked)
                asked += 1
            } else if let index = open.indices.randomElement(using: &generator) {
                #expect(queue.fill(open.remove(at: index), ByteBuffer(integer: index)))
            }
            #expect(queue.pendingCount == open.count && queue.count == asked - answered)
            while queue.isFirstReady {
                #expect(queue.next() != nil && !open.contains(answered), "seed \(seed)")
                answered += 1
            }
            #expect(answered == open.min() ?? asked, "seed \(seed)")
        }
    }

    @Test func aPlaceIsFilledOnce() {
        var queue = AnswerQueue()
        _ = queue.open()
        let second = queue.open()
        #expect(queue.fill(second, ByteBuffer(string: "b")) && queue.readyBytes == 1)
        #expect(!queue.fill(second, ByteBuffer(string: "late")) && queue.readyBytes == 1)
        #expect(queue.next() == nil)
        #expect(queue.fill(0, ByteBuffer(string: "a")))
        #expect(queue.next() == ByteBuffer(string: "a") && queue.next() == ByteBuffer(string: "b"))
        #expect(!queue.fill(0, ByteBuffer(string: "late")) && !queue.fill(7, ByteBuffer(string: "never asked")))
        #expect(queue.isEmpty && queue.readyBytes == 0)
    }
}

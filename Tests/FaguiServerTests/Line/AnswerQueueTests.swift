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
                let number = queue.open()
                #expect(number == asked)
                open.append(asked)
                asked += 1
            } else if let index = open.indices.randomElement(using: &generator) {
                let isFilled = queue.fill(open.remove(at: index), ByteBuffer(integer: index))
                #expect(isFilled)
            }
            #expect(queue.count == asked - answered)
            while queue.isFirstReady {
                let answer = queue.next()
                #expect(answer != nil && !open.contains(answered), "seed \(seed)")
                answered += 1
            }
            #expect(answered == open.min() ?? asked, "seed \(seed)")
        }
    }

    @Test func aPlaceIsFilledOnce() {
        var queue = AnswerQueue()
        let (first, second) = (queue.open(), queue.open())
        var filled = [queue.fill(second, ByteBuffer(string: "b")), queue.fill(second, ByteBuffer(string: "late"))]
        #expect(filled == [true, false] && queue.readyBytes == 1 && !queue.isFirstReady)
        filled = [queue.fill(first, ByteBuffer(string: "a"))]
        let answers = [queue.next(), queue.next(), queue.next()]
        #expect(answers == [ByteBuffer(string: "a"), ByteBuffer(string: "b"), nil])
        filled += [queue.fill(first, ByteBuffer(string: "late")), queue.fill(7, ByteBuffer(string: "never asked"))]
        #expect(filled == [true, false, false])
        #expect(queue.isEmpty && queue.readyBytes == 0)
    }
}

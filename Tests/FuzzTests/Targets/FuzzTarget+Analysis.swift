import Synchronization

@testable import FaguiText

extension FuzzTarget {
    /// Changes of an analysis file under a head whose checksum holds: a byte that is another, five bytes each (its place,
    /// in four, and what it becomes). Then texts are analysed by it.
    static let analysis = FuzzTarget(name: "analysis", seeds: { try HostileAnalysis.seeds() }) { bytes in
        var input = FuzzInput(bytes)
        try HostileAnalysis.shared.get().run(&input)
    }
}

/// The analysis of a new index, whose bytes are changed in place and back.
///
/// - Invariant of the `@unchecked`: The bytes are read and changed by the holder of `lock` alone; all else is constant.
final class HostileAnalysis: @unchecked Sendable {
    static let shared = Result { HostileAnalysis(try Analysis.current.serialized) }

    private let lock = Mutex(())

    /// At an address that is a multiple of 8, exactly as long as it is.
    private let bytes: UnsafeMutableRawBufferPointer
    private let headEnd: Int
    private var texts: [[UInt8]] {
        [
            "国家质量监督检验检疫总局对缺陷产品召回作出规定，GB/T 19001-2016，第三十二条。", "電梯每月檢查ＰＤ１７２８ and English words 3.5万元",
            "ไทย日本語ひらがなカタカナ한국어",
        ].map { Array($0.utf8) }
    }

    private init(_ content: [UInt8]) {
        bytes = .allocate(byteCount: content.count, alignment: 8)
        bytes.copyBytes(from: content)
        headEnd = 16 + 24 * Int(content[12])
    }

    deinit { bytes.deallocate() }

    func run(_ input: inout FuzzInput) throws {
        try lock.withLock { _ in try runAlone(&input) }
    }

    private func runAlone(_ input: inout FuzzInput) throws {
        var undone: [(place: Int, byte: UInt8)] = []
        let sum = Array(bytes[headEnd..<headEnd + 8])
        while input.rest.count >= 5, undone.count < 64 {
            let place = Int(input.number(UInt32.self)) % bytes.count
            undone.append((place, bytes[place]))
            bytes[place] = input.byte()
        }
        let head = bytes[..<headEnd].reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        withUnsafeBytes(of: head.littleEndian) { bytes[headEnd..<headEnd + 8].copyBytes(from: $0) }
        defer {
            for (place, byte) in undone.reversed() { bytes[place] = byte }
            bytes[headEnd..<headEnd + 8].copyBytes(from: sum)
        }
        do {
            let analyzer = try Analyzer(Analysis(mapped: UnsafeRawBufferPointer(bytes), owner: self))
            var words = TermBuffer(keepsOffsets: true)
            var grams = TermBuffer(keepsOffsets: true)
            for text in texts {
                text.withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
                for buffer in [words, grams] {
                    for index in buffer.terms.indices {
                        try FuzzTarget.require(
                            buffer.starts[index] <= buffer.ends[index] && Int(buffer.ends[index]) <= text.count,
                            "a term ends at byte \(buffer.ends[index]) of \(text.count)")
                    }
                }
            }
        } catch is TextError {}
    }

    /// A change in the head, and in each section.
    static func seeds() throws -> [String: [UInt8]] {
        let content = try Analysis.current.serialized
        var seeds: [String: [UInt8]] = ["none": []]
        for (number, place) in [8, 24, content.count / 3, content.count / 2, content.count - 100].enumerated() {
            seeds["\(number)"] =
                (0..<8).flatMap { index in
                    withUnsafeBytes(of: UInt32(place + index).littleEndian) { Array($0) } + [0x81 &+ UInt8(index)]
                }
        }
        return seeds
    }
}

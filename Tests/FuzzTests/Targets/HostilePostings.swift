@testable import FaguiIndex

/// One list of postings whose bytes, and whose segment's size, somebody made up.
final class HostilePostings {
    private let version: UInt32
    private let blockCount: Int
    private let documentCount: Int
    private let documentFrequency: UInt32
    private let isScored: Bool
    private let hasPositions: Bool
    /// The list and the zeros behind it, exactly as long as they are: a byte read behind them is noticed.
    private let postings: UnsafeMutableRawBufferPointer
    private let positions: UnsafeMutableRawBufferPointer
    private let norms: UnsafeMutableBufferPointer<UInt8>
    private let widths: UnsafeMutableBufferPointer<UInt8>
    private let listLength: Int

    /// - Parameter input: What kind of list it is (u8: bit 0 version 1, bit 1 not scored, bit 2 with positions), blocks less
    ///   1 (u16), documents that the last lacks (u8), documents that have the term (u32), the width of positions (u8), bytes
    ///   of positions (u16), then the list.
    init(_ input: inout FuzzInput) {
        let kind = input.byte()
        version = kind & 1 == 0 ? 2 : 1
        isScored = kind & 2 == 0
        hasPositions = kind & 4 != 0
        blockCount = Int(input.number(UInt16.self)) % 1024 + 1
        documentCount = blockCount * 64 - Int(input.byte()) % 64
        documentFrequency = max(1, input.number(UInt32.self))
        let width = input.byte()
        let positionsLength = Int(input.number(UInt16.self))
        listLength = input.rest.count
        postings = .allocate(byteCount: listLength + PostingsFormat.padding, alignment: 1)
        postings.copyMemory(from: input.rest)
        for index in listLength..<postings.count { postings[index] = 0 }
        positions = .allocate(byteCount: positionsLength + 8, alignment: 1)
        norms = .allocate(capacity: documentCount)
        widths = .allocate(capacity: documentCount)
        for index in positions.indices { positions[index] = UInt8(truncatingIfNeeded: index &* 37) }
        for index in 0..<documentCount {
            norms[index] = UInt8(truncatingIfNeeded: index)
            // Widths may be anything that a file may hold.
            widths[index] = index % 16 == 15 ? width : width % 33
        }
    }

    deinit {
        postings.deallocate()
        positions.deallocate()
        norms.deallocate()
        widths.deallocate()
    }

    /// Reads the list in all ways, with and without vectors.
    ///
    /// - Throws: What reading throws: damage is an ``IndexError``.
    func read() throws {
        let index = try HostileIndex.template.get()
        let segment = try index.segment.get()
        try withExtendedLifetime(segment) {
            let other = segment.postingsSource(for: 0)
            var source = PostingsSource(
                postings: UnsafeRawBufferPointer(postings), positions: UnsafeRawBufferPointer(positions),
                segment: segment, version: version, documentCount: documentCount, blockCount: blockCount,
                norms: isScored ? norms.baseAddress.map { UnsafePointer($0) } : nil,
                lengthFactors: isScored ? other.lengthFactors : nil, impacts: isScored ? other.impacts : nil,
                positionWidths: hasPositions ? widths.baseAddress.map { UnsafePointer($0) } : nil, usesVectors: false)
            let term = TermInfo(
                documentFrequency: documentFrequency, field: hasPositions ? 1 : 0, postingsOffset: 0,
                postingsLength: UInt64(listLength), positionsOffset: 0, positionsLength: UInt64(positions.count - 8))
            var list = try TermPostings(source, term: term)
            let result = Result { try SegmentWalk.readPostings(&list, hasPositions: hasPositions, blockCount) }
            if other.usesVectors {
                source.usesVectors = true
                list = try TermPostings(source, term: term)
                try SegmentWalk.readPostings(&list, hasPositions: hasPositions, blockCount)
            }
            try result.get()
        }
    }
}

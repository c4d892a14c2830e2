import FaguiIndex
import Foundation

/// The segment that is measured, and how its lists are read.
enum Dataset {
    /// A list: documents of which one in `every` has the term.
    static let lists: [(name: String, term: [UInt8], every: Int)] = [
        ("dense", [1], 3), ("long", [2], 200), ("short", [3], 2_000),
    ]
    private static let documentCount = 200_000

    /// Writes the segment to a temporary folder, and removes the folder again: the files stay mapped.
    static func segment() throws -> SegmentReader {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("codecs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = try FileSystemDirectory(path: folder.path, creating: true)
        let schema = Schema(fields: [FieldSpec(name: "body", hasPositions: true)], columns: [])
        let writer = try IndexWriter(directory: directory, schema: schema)
        let batch = DocumentBatch(schema: schema)
        batch.beginSource(id: [1], stored: [], columns: [])
        for doc in 0..<documentCount {
            var terms: [UInt64] = []
            for list in lists where doc * 7_919 % 1_000_003 % list.every == 0 {
                terms += Array(repeating: UInt64(list.term[0]) << 56 | 1, count: 1 + doc % 7 / 5)
            }
            batch.beginDocument(stored: UnsafeRawBufferPointer(start: nil, count: 0), columns: [])
            try terms.withUnsafeBufferPointer { terms in
                try terms.indices.map { UInt32($0) }.withUnsafeBufferPointer {
                    try batch.addTerms(
                        to: 0, terms: terms, positions: $0, arena: UnsafeBufferPointer(start: nil, count: 0))
                }
            }
            batch.endDocument()
        }
        batch.endSource()
        // Nobody touches it any more, which the compiler does not see through closures.
        nonisolated(unsafe) let full = batch
        try writer.add(full)
        try writer.commit()
        writer.close()
        return try Snapshot.open(directory).segments[0]
    }

    /// Opens a list as a search does.
    static func open(_ info: TermInfo, _ segment: SegmentReader) throws -> OpenList {
        try OpenList(segment.postings(of: info), blockCount: segment.blockCount)
    }
}

/// A list with its blocks, and a place in it.
final class OpenList {
    private var postings: TermPostings
    private let blocks: UnsafeMutablePointer<UInt32>
    private let impacts: UnsafeMutablePointer<UInt8>
    private let offsets: UnsafeMutablePointer<UInt32>
    private let places: UnsafeMutablePointer<TermPostings.PositionPlace>
    private let count: Int
    private let isDense: Bool
    private var number = 0

    init(_ postings: TermPostings, blockCount: Int) throws {
        self.postings = postings
        isDense = postings.denseImpacts != nil
        count = isDense ? blockCount : postings.blockCount
        blocks = .allocate(capacity: max(1, count))
        impacts = .allocate(capacity: max(1, count))
        offsets = .allocate(capacity: max(1, count))
        places = .allocate(capacity: 64)
        guard !isDense else { return }
        if postings.listImpacts != nil {
            try self.postings.decodeBlocks(into: blocks)
        } else {
            try self.postings.decodeBlockList(blocks: blocks, impacts: impacts, offsets: offsets)
        }
    }

    deinit {
        blocks.deallocate()
        impacts.deallocate()
        offsets.deallocate()
        places.deallocate()
    }

    /// Goes to a later entry, from the last ones to the first.
    func step(by steps: Int) {
        repeat {
            number = number + steps < count ? number + steps : 0
        } while isDense && postings.denseImpacts?[number] == 0
    }

    /// The documents of the entry.
    func presence() throws -> UInt64 { try postings.find(entry: number).documents }

    /// How often the entry's documents have the term.
    func sumOfFrequencies() throws -> UInt32 {
        let entry = postings.cursor.entry(at: postings.cursor.find(number))
        var sum: UInt32 = 0
        entry.forEach { _, frequency in sum &+= frequency }
        return sum
    }

    /// The sum of the first positions of the entry's documents.
    func sumOfPositions() throws -> UInt32 {
        let found = try postings.find(entry: number)
        let block = isDense ? UInt32(number) : blocks[number]
        try postings.findPositions(of: found.documents, in: block, number: number, at: found.offset, into: places)
        var sum: UInt32 = 0
        var rest = found.documents
        while rest != 0 {
            sum &+= postings.position(0, at: places[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return sum
    }
}

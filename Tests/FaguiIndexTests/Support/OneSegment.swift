import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Indexes of one segment, whose documents belong to one source and have one field with positions.
enum OneSegment {
    /// Writes one.
    ///
    /// - Parameters:
    ///   - count: Documents.
    ///   - directory: Where to.
    ///   - document: The terms of each document, and how far apart their positions are.
    /// - Returns: The segment.
    /// - Throws: What writing throws.
    static func write(
        _ count: Int, to directory: MemoryDirectory,
        document: (_ number: Int) -> (terms: [String], distance: UInt32)
    ) throws -> SegmentReader {
        let schema = Schema(fields: [FieldSpec(name: "body", hasPositions: true)], columns: [])
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        options.threads = 1
        let writer = try IndexWriter(directory: directory, schema: schema, options: options)
        let batch = DocumentBatch(schema: schema)
        batch.beginSource(id: [0x61], stored: [], columns: [])
        for number in 0..<count {
            batch.beginDocument(stored: UnsafeRawBufferPointer(start: nil, count: 0), columns: [])
            let (terms, distance) = document(number)
            try batch.add(
                terms.map { Array($0.utf8) }, positions: terms.indices.map { UInt32($0) * distance }, to: 0)
            batch.endDocument()
        }
        batch.endSource()
        try writer.add(batch)
        try writer.commit()
        writer.close()
        return try Snapshot.open(directory).segments[0]
    }

    static func info(_ term: String, in segment: SegmentReader) throws -> TermInfo {
        try #require(try Array(term.utf8).withUnsafeBytes { try segment.term($0, in: 0) })
    }
}

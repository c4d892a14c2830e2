/// Reads the numbers before a list's entries; every read is checked against the list's end.
///
/// Unlike a ``ByteCursor`` it knows the file's name only where an error needs it: to put it together for every list would cost
/// more than all that is read.
struct ListHead: BitwiseCopyable {
    private let source: PostingsSource
    private let end: Int
    /// The next byte to read, in the body of the postings file.
    private(set) var offset: Int

    init(_ source: PostingsSource, at offset: Int, end: Int) {
        self.source = source
        self.offset = offset
        self.end = end
    }

    func corrupt(_ reason: @autoclosure () -> String) -> IndexError { source.corrupt(offset, reason()) }

    mutating func byte() throws -> UInt8 {
        guard offset < end else { throw corrupt("a number runs past the end") }
        defer { offset += 1 }
        return source.base.load(fromByteOffset: offset, as: UInt8.self)
    }

    /// Reads a varint that must be at most `limit`.
    mutating func varint(atMost limit: Int) throws -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) &<< shift
            if byte < 0x80 {
                guard value <= UInt64(limit) else { throw corrupt("\(value) where at most \(limit) is possible") }
                return Int(value)
            }
            shift += 7
        }
        throw corrupt("a number runs past the end")
    }

    mutating func skip(_ count: Int) throws {
        guard count >= 0, count <= end - offset else { throw corrupt("\(count) bytes run past the end") }
        offset += count
    }
}

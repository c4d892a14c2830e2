import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// The example in FORMAT.md is a manifest that can be read, and says what the text says.
@Suite struct FormatExampleTests {
    @Test func theManifestInTheFormatIsRead() throws {
        let bytes = try example(after: "\n## Manifest\n")
        #expect(bytes.count == 280)
        let directory = MemoryDirectory()
        directory.put(bytes, as: CommitPoint.fileName)
        let point = try #require(try CommitPoint.read(from: directory))
        #expect(point.generation == 2 && point.nextSegmentNumber == 3)
        #expect(point.schema.fields == [FieldSpec(name: "words")])
        #expect(point.schema.columns == [ColumnSpec(name: "year", kind: .uint32, level: .document)])
        let segment = try #require(point.segments.first)
        #expect(point.segments.count == 1 && segment.name == "s000001" && segment.uniqueID == 0xCBFA_7E28_5242_BB17)
        #expect(segment.documentCount == 5 && segment.sourceCount == 3 && segment.deletedDocumentCount == 1)
        #expect(Set(segment.files.map(\.part)) == Set(SegmentPart.allCases.map(\.rawValue)))
        #expect(segment.files.first == .init(part: "postings", length: 567, checksum: 0x7D45_DB56))
        #expect(segment.deletions == .init(part: "deletions-000002", length: 56, checksum: 0xEF0C_72FB))
        #expect(Array(bytes[32..<264]) == point.encoded())
    }

    /// The bytes of the hexadecimal listing that follows a heading: lines of an offset, pairs of digits, and words.
    private func example(after heading: String) throws -> [UInt8] {
        let folder = "\(#filePath)".split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let file = try FileSystemDirectory(path: "\(folder)/Sources/FaguiIndex").map("FORMAT.md")
        let text = String(decoding: file.bytes, as: UTF8.self)
        let start = try #require(text.split(separator: heading, omittingEmptySubsequences: false).dropFirst().first)
        var bytes: [UInt8] = []
        for line in start.split(separator: "\n") {
            let columns = line.drop { $0 == " " }
            guard let offset = Int(columns.prefix { $0.isNumber }) else { continue }
            guard offset == bytes.count else { break }
            for pair in columns.drop(while: { $0.isNumber }).dropFirst(2).prefix(47).split(separator: " ") {
                guard let byte = UInt8(pair, radix: 16) else { break }
                bytes.append(byte)
            }
        }
        return bytes
    }
}

// The bytes are laid out in FORMAT.md › Manifest.
extension CommitPoint {
    /// The body of the manifest; the generation is in the file's header.
    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(nextSegmentNumber)
        bytes.appendLittleEndian(UInt16(schema.fields.count))
        for field in schema.fields {
            bytes.appendName(field.name)
            bytes.append((field.hasPositions ? FieldFlags.positions : 0) | (field.isScored ? FieldFlags.scored : 0))
            bytes.appendLittleEndian(field.weight.bitPattern)
        }
        bytes.appendLittleEndian(UInt16(schema.columns.count))
        for column in schema.columns {
            bytes.appendName(column.name)
            bytes.append(column.kind.rawValue)
            bytes.append(column.level.rawValue)
        }
        bytes.appendLittleEndian(UInt32(segments.count))
        for segment in segments {
            bytes.appendName(segment.name)
            bytes.appendLittleEndian(segment.uniqueID)
            bytes.appendLittleEndian(segment.documentCount)
            bytes.appendLittleEndian(segment.sourceCount)
            bytes.appendLittleEndian(segment.deletedDocumentCount)
            bytes.appendName(segment.analysis)
            bytes.append(UInt8(segment.files.count))
            for file in segment.files { bytes.append(file) }
            bytes.append(segment.deletions == nil ? 0 : 1)
            if let deletions = segment.deletions { bytes.append(deletions) }
        }
        return bytes
    }

    /// Reads the body of a manifest.
    ///
    /// - Throws: `corrupt` for bytes that no writer wrote: even with a sound checksum nothing in them may lead out of
    ///   the folder or to the same file twice.
    init(decoding body: UnsafeRawBufferPointer, generation: UInt64) throws {
        var reader = ManifestReader(body)
        guard generation > 0, generation < IndexFiles.numberLimit else {
            throw reader.corrupt("generation \(generation) was never committed")
        }
        let nextSegmentNumber = try reader.number(UInt64.self)
        guard nextSegmentNumber < IndexFiles.numberLimit else {
            throw reader.corrupt("no segment can be called \(nextSegmentNumber)")
        }
        let schema = try Schema(from: &reader)
        var segments: [SegmentInfo] = []
        var names: Set<String> = []
        for _ in 0..<(try reader.number(UInt32.self)) {
            let segment = try SegmentInfo(from: &reader)
            guard let number = IndexFiles.segmentNumber(segment.name), number < nextSegmentNumber else {
                throw reader.corrupt("a segment is called \(segment.name), the next being \(nextSegmentNumber)")
            }
            guard names.insert(segment.name).inserted else {
                throw reader.corrupt("the segment \(segment.name) is named twice")
            }
            segments.append(segment)
        }
        guard reader.isAtEnd else { throw reader.corrupt("there are bytes behind the last segment") }
        self.init(
            generation: generation, nextSegmentNumber: nextSegmentNumber, schema: schema, segments: segments)
    }
}

private enum FieldFlags {
    static var positions: UInt8 { 1 }
    static var scored: UInt8 { 2 }
}

extension Schema {
    fileprivate init(from reader: inout ManifestReader) throws {
        var fields: [FieldSpec] = []
        for _ in 0..<(try reader.number(UInt16.self)) {
            let name = try reader.name()
            let flags = try reader.number(UInt8.self)
            guard flags & ~(FieldFlags.positions | FieldFlags.scored) == 0 else {
                throw reader.corrupt("the field \(name) has flags that are not known")
            }
            let weight = Float(bitPattern: try reader.number(UInt32.self))
            fields.append(
                FieldSpec(
                    name: name, hasPositions: flags & FieldFlags.positions != 0,
                    isScored: flags & FieldFlags.scored != 0, weight: weight))
        }
        var columns: [ColumnSpec] = []
        for _ in 0..<(try reader.number(UInt16.self)) {
            let name = try reader.name()
            guard let kind = ColumnKind(rawValue: try reader.number(UInt8.self)),
                let level = ColumnLevel(rawValue: try reader.number(UInt8.self))
            else { throw reader.corrupt("the column \(name) is of a kind that is not known") }
            columns.append(ColumnSpec(name: name, kind: kind, level: level))
        }
        self.init(fields: fields, columns: columns)
        if let fault { throw reader.corrupt("its schema is impossible: \(fault)") }
    }
}

extension SegmentInfo {
    fileprivate init(from reader: inout ManifestReader) throws {
        let name = try reader.name()
        let uniqueID = try reader.number(UInt64.self)
        let documentCount = try reader.number(UInt32.self)
        let sourceCount = try reader.number(UInt32.self)
        let deletedDocumentCount = try reader.number(UInt32.self)
        guard deletedDocumentCount <= documentCount else {
            throw reader.corrupt("of \(documentCount) documents of \(name), \(deletedDocumentCount) are deleted")
        }
        let analysis = try reader.name()
        guard analysis.isEmpty || IndexFiles.analysisHash(analysis) != nil else {
            throw reader.corrupt("\(name) names an analysis file \(analysis)")
        }
        let files = try (0..<(try reader.number(UInt8.self))).map { _ in try File(from: &reader) }
        var deletions: File?
        switch try reader.number(UInt8.self) {
        case 0: guard deletedDocumentCount == 0 else { throw reader.corrupt("\(name) lacks its deletions") }
        case 1: deletions = try File(from: &reader)
        default: throw reader.corrupt("\(name) has flags that are not known")
        }
        self.init(
            name: name, uniqueID: uniqueID, documentCount: documentCount, sourceCount: sourceCount,
            analysis: analysis, files: files, deletions: deletions, deletedDocumentCount: deletedDocumentCount)
        guard Set(fileNames).count == fileNames.count else {
            throw reader.corrupt("\(name) names a file twice")
        }
    }
}

extension SegmentInfo.File {
    fileprivate init(from reader: inout ManifestReader) throws {
        let part = try reader.name()
        guard IndexFiles.isPart(part) else { throw reader.corrupt("a file ends in .\(part)") }
        self.init(
            part: part, length: try reader.number(UInt64.self), checksum: try reader.number(UInt32.self))
    }
}

extension [UInt8] {
    /// Appends a byte for the length, and the UTF-8 of a name of at most 255 bytes.
    fileprivate mutating func appendName(_ name: String) {
        append(UInt8(name.utf8.count))
        append(contentsOf: name.utf8)
    }

    fileprivate mutating func append(_ file: SegmentInfo.File) {
        appendName(file.part)
        appendLittleEndian(file.length)
        appendLittleEndian(file.checksum)
    }
}

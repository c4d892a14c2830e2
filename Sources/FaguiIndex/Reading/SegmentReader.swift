internal import CVectors

/// One immutable segment, open for reading.
///
/// - Concurrency: Safe from any thread.
public final class SegmentReader: Sendable {
    /// The fields and columns.
    public let schema: Schema
    /// What the commit point says of it.
    package let info: SegmentInfo
    let terms: TermDictionary
    let normsFile: NormsFile
    let stored: StoredFile
    let columns: ColumnsFile
    let sources: SourcesFile
    /// The files of all parts, without that of the deletions.
    let files: [EnvelopeFile]
    private let postingsFile: EnvelopeFile
    private let positionsFile: EnvelopeFile
    private let deletions: DeletionsFile
    /// Values that stand for those of a stored column.
    let derived: DerivedColumn?

    /// Opens a segment that a commit point names; checks its files' structure, and passes over no data.
    ///
    /// - Throws: `corrupt`, `tooNew`, `io`.
    package init(_ info: SegmentInfo, schema: Schema, in directory: any Directory) throws {
        self.info = info
        self.schema = schema
        var files: [EnvelopeFile] = []
        func open(_ part: SegmentPart) throws -> EnvelopeFile {
            guard let file = info.files.first(where: { $0.part == part.rawValue }) else {
                throw IndexError.corrupt(
                    file: CommitPoint.fileName, byteOffset: 0, reason: "segment \(info.name) has no \(part.rawValue)")
            }
            let opened = try EnvelopeFile.open(
                directory, name: part.fileName(of: info.name), kind: part.kind, uniqueID: info.uniqueID,
                length: file.length, checksum: file.checksum)
            files.append(opened)
            return opened
        }
        let documentCount = Int(info.documentCount)
        let sourceCount = Int(info.sourceCount)
        func name(_ part: SegmentPart) -> String { part.fileName(of: info.name) }
        terms = try TermDictionary(open(.terms), name: name(.terms), fieldCount: schema.fields.count)
        normsFile = try NormsFile(
            open(.norms), name: name(.norms), schema: schema, documentCount: documentCount, termCount: terms.termCount)
        stored = try StoredFile(open(.stored), name: name(.stored), itemCounts: [documentCount, sourceCount])
        columns = try ColumnsFile(
            open(.columns), name: name(.columns), schema: schema, documentCount: documentCount,
            sourceCount: sourceCount)
        sources = try SourcesFile(
            open(.sources), name: name(.sources), sourceCount: sourceCount, documentCount: documentCount)
        postingsFile = try open(.postings)
        positionsFile = try open(.positions)
        guard postingsFile.body.count >= PostingsFormat.padding, positionsFile.body.count >= 8 else {
            throw IndexError.corrupt(
                file: name(.postings), byteOffset: FileEnvelope.headerLength, reason: "too short for its padding")
        }
        self.files = files
        deletions = try Self.openDeletions(info, sources, in: directory)
        derived = nil
    }

    private init(
        _ other: SegmentReader, info: SegmentInfo, deletions: DeletionsFile, derived: DerivedColumn? = nil
    ) {
        self.info = info
        self.deletions = deletions
        self.derived = derived
        schema = other.schema
        terms = other.terms
        normsFile = other.normsFile
        stored = other.stored
        columns = other.columns
        sources = other.sources
        files = other.files
        postingsFile = other.postingsFile
        positionsFile = other.positionsFile
    }

    private static func openDeletions(
        _ info: SegmentInfo, _ sources: SourcesFile, in directory: any Directory
    ) throws -> DeletionsFile {
        guard let file = info.deletions else { return DeletionsFile(documentCount: Int(info.documentCount)) }
        let name = "\(info.name).\(file.part)"
        let opened = try EnvelopeFile.open(
            directory, name: name, kind: .deletions, uniqueID: info.uniqueID, length: file.length,
            checksum: file.checksum)
        // A later deletion or merge writes what is read here under a new checksum; the file is small.
        try opened.verifyChecksum()
        return try DeletionsFile(opened, name: name, info: info, table: sources)
    }

    /// The same files with other deletions, without opening them again.
    package func with(deletions info: SegmentInfo, in directory: any Directory) throws -> SegmentReader {
        SegmentReader(self, info: info, deletions: try Self.openDeletions(info, sources, in: directory))
    }

    /// The same files, of which some sources are passed over: numbers of all of these, ascending.
    convenience init(_ other: SegmentReader, hiding sources: [UInt32], column: DerivedColumn?) throws {
        let deletions = try DeletionsFile(
            hiding: sources, documentCount: other.documentCount, table: other.sources)
        var info = other.info
        info.deletedDocumentCount = try sources.reduce(0) {
            $0 + UInt32(try other.sources.documents(of: Int($1)).count)
        }
        self.init(other, info: info, deletions: deletions, derived: column)
    }

    /// Documents, deleted ones included; DocIDs are 0 ..< documentCount.
    public var documentCount: Int { Int(info.documentCount) }
    /// Blocks of 64 documents.
    public var blockCount: Int { (documentCount + 63) / 64 }
    /// Documents that are not deleted.
    public var liveDocumentCount: Int { Int(info.documentCount) - Int(info.deletedDocumentCount) }
    /// The name of the analysis file that the segment was made with.
    public var analysis: String { info.analysis }

    /// The versions of its files beside those that this program writes, in the order of the parts.
    package var formats: [(part: String, version: Int, newest: Int)] {
        SegmentPart.allCases.compactMap { part in
            files.first { $0.kindCode == part.kind.rawValue }.map {
                (part.rawValue, Int($0.version), Int(FileEnvelope.version(of: part.kind)))
            }
        }
    }

    /// Whether a file of it has an older format than this program writes.
    package var hasOlderFormat: Bool { formats.contains { $0.version < $0.newest } }

    /// One bit a document of the block, 1 where it exists and is not deleted.
    public func liveDocuments(inBlock block: Int) -> UInt64 {
        precondition(block >= 0 && block < blockCount)
        return deletions.live[block]
    }

    /// The same of all blocks, one word each, for loops over blocks that are known to exist. Valid as long as the segment.
    package var liveDocuments: UnsafePointer<UInt64> { deletions.live }

    /// Whether a source is deleted.
    public func isDeleted(source: Int) -> Bool { deletions.contains(source) }

    /// Numbers of the deleted sources, ascending.
    package var deletedSources: [UInt32] { deletions.sources }

    // MARK: Terms

    /// Looks a term up.
    public func term(_ bytes: UnsafeRawBufferPointer, in field: FieldID) throws -> TermInfo? {
        try withUnsafeTemporaryAllocation(byteCount: bytes.count + 9, alignment: 1) { key in
            key[0] = field
            UnsafeMutableRawBufferPointer(rebasing: key[1...]).copyMemory(from: bytes)
            key.storeBytes(of: 0, toByteOffset: bytes.count + 1, as: UInt64.self)
            return try terms.find(UnsafeRawBufferPointer(rebasing: key[...bytes.count]))
        }
    }

    /// Walks over the terms of a field that begin with `prefix`, in byte order, until `body` returns false.
    public func forEachTerm(
        in field: FieldID, prefix: [UInt8], _ body: (UnsafeRawBufferPointer, TermInfo) throws -> Bool
    ) throws {
        let start = [field] + prefix
        var iterator = try start.withUnsafeBytes { try terms.iterator(from: $0) }
        while try iterator.next() {
            let goesOn = try iterator.withKey { key in
                guard key.starts(with: start) else { return false }
                return try body(UnsafeRawBufferPointer(rebasing: key[1...]), iterator.info)
            }
            if !goesOn { return }
        }
    }

    /// Opens a term's postings.
    public func postings(of term: TermInfo) throws -> TermPostings {
        try TermPostings(postingsSource(for: term.field), term: term)
    }

    func postingsSource(for field: FieldID) -> PostingsSource {
        let spec = schema.fields[Int(field)]
        return PostingsSource(
            postings: postingsFile.body, positions: positionsFile.body, segment: self,
            version: postingsFile.version, documentCount: documentCount,
            blockCount: blockCount, norms: normsFile.norms(of: Int(field)),
            lengthFactors: spec.isScored ? normsFile.lengthFactors(of: Int(field)) : nil,
            impacts: spec.isScored ? normsFile.impacts(of: Int(field)) : nil,
            positionWidths: normsFile.positionWidths(of: Int(field)), usesVectors: fagui_has_vectors())
    }

    // MARK: Fields

    /// One norm byte a document for a scored field; see ``Norm``.
    ///
    /// - Precondition: The field is scored.
    public func norms(of field: FieldID) throws -> UnsafePointer<UInt8> {
        guard let norms = normsFile.norms(of: Int(field)) else { preconditionFailure("field \(field) is not scored") }
        return norms
    }

    /// The same; nil for a field that is not scored.
    package func normsIfScored(of field: FieldID) -> UnsafePointer<UInt8>? { normsFile.norms(of: Int(field)) }

    /// The field's statistics in this segment.
    public func statistics(of field: FieldID) -> FieldStatistics { normsFile.fields[Int(field)].statistics }

    /// The average field length for which the impacts were computed: FORMAT.md › Postings.
    public func impactAverageLength(of field: FieldID) -> Float { normsFile.fields[Int(field)].impactAverageLength }
}

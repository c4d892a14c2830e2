/// Opens the files of a segment one by one, and keeps those that are sound.
struct SegmentParts {
    let name: String
    private(set) var files: [SegmentPart: EnvelopeFile] = [:]
    /// The names of its files that are not what was written.
    private(set) var damaged: [String] = []
    private(set) var documentCount, sourceCount: Int?
    private(set) var sources: SourcesFile?
    private(set) var stored: StoredFile?
    private(set) var deletions = SegmentRemains.Deletions.known([])
    /// The file of the deletions, where there is one.
    private(set) var deletionsFile: SegmentInfo.File?
    /// What a commit point says of it.
    private let named: SegmentInfo?
    private let directory: any Directory
    private let note: (IndexError) throws -> Void

    /// Opens what a commit point names.
    ///
    /// - Parameters:
    ///   - info: What the commit point says.
    ///   - directory: The folder of the index.
    ///   - note: Is told of each fault.
    /// - Throws: `tooNew`, `io`.
    init(_ info: SegmentInfo, in directory: any Directory, note: @escaping (IndexError) throws -> Void) throws {
        name = info.name
        named = info
        self.directory = directory
        self.note = note
        (documentCount, sourceCount) = (Int(info.documentCount), Int(info.sourceCount))
        for part in SegmentPart.allCases {
            let named = info.files.first { $0.part == part.rawValue }
            files[part] = try open(part.fileName(of: name)) {
                guard let named else {
                    throw IndexError.corrupt(
                        file: CommitPoint.fileName, byteOffset: 0,
                        reason: "segment \(info.name) has no \(part.rawValue)")
                }
                return try EnvelopeFile.open(directory, name: $0, info, named)
            }
        }
        try readTables()
        guard let file = info.deletions else { return }
        deletionsFile = file
        let opened = try open(info.fileName(file)) { try EnvelopeFile.open(directory, name: $0, info, file) }
        try readDeletions(opened, documents: Int(info.deletedDocumentCount))
    }

    /// Opens what has the name of a segment, where no commit point says what it has.
    ///
    /// - Parameters:
    ///   - name: The segment's name.
    ///   - names: All files of the folder.
    ///   - directory: The folder of the index.
    ///   - note: Is told of each fault.
    /// - Throws: `tooNew`, `io`.
    init(
        named name: String, among names: [String], in directory: any Directory,
        note: @escaping (IndexError) throws -> Void
    ) throws {
        self.name = name
        named = nil
        self.directory = directory
        self.note = note
        for part in SegmentPart.allCases {
            files[part] = try open(part.fileName(of: name)) {
                try EnvelopeFile.open(directory, name: $0, kind: part.kind, uniqueID: nil)
            }
        }
        // A file of another segment that got this name has another number than most.
        let counts = Dictionary(grouping: files.values, by: \.uniqueID).mapValues(\.count)
        let own = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
        for (part, file) in files where file.uniqueID != own {
            files[part] = nil
            try report(
                .corrupt(file: part.fileName(of: name), byteOffset: 16, reason: "it carries another segment's number"))
        }
        let counted = files[.stored].flatMap { StoredFile.itemCounts($0) }
        (documentCount, sourceCount) = (counted?.documents, counted?.sources)
        if counted == nil, let file = files[.sources], let found = SourcesFile.counts(file) {
            (documentCount, sourceCount) = (found.documents, found.sources)
        }
        try readTables()
        // Each change has a file of its own; the one with the highest number has all of them.
        let newest = names.filter { $0.hasPrefix("\(name).deletions-") }
            .compactMap { file in UInt64(file.dropFirst(name.utf8.count + 11)).map { ($0, file) } }.max { $0.0 < $1.0 }
        guard let (_, file) = newest else { return }
        let opened = try open(file) {
            try EnvelopeFile.open(directory, name: $0, kind: .deletions, uniqueID: own)
        }
        deletionsFile = opened.map {
            SegmentInfo.File(
                part: String(file.dropFirst(name.utf8.count + 1)), length: UInt64($0.file.bytes.count),
                checksum: $0.checksum)
        }
        try readDeletions(opened, documents: nil)
    }

    /// What a commit point says of the segment, without deletions; nil where a part is damaged.
    func info(_ documents: Int, _ sourceCount: Int, _ analysis: String) -> SegmentInfo? {
        guard files.count == SegmentPart.allCases.count, sources != nil, stored != nil,
            let uniqueID = files[.sources]?.uniqueID
        else { return nil }
        if var named {
            (named.deletions, named.deletedDocumentCount) = (nil, 0)
            return named
        }
        return SegmentInfo(
            name: name, uniqueID: uniqueID, documentCount: UInt32(documents), sourceCount: UInt32(sourceCount),
            analysis: analysis,
            files: files.map { part, file in
                SegmentInfo.File(
                    part: part.rawValue, length: UInt64(file.file.bytes.count), checksum: file.checksum)
            }.sorted { $0.part < $1.part })
    }

    private mutating func open(_ file: String, _ body: (String) throws -> EnvelopeFile) throws -> EnvelopeFile? {
        do {
            let opened = try body(file)
            try opened.verifyChecksum()
            return opened
        } catch let error as IndexError where error.isMissingFile {
            damaged.append(file)
            try note(.corrupt(file: file, byteOffset: 0, reason: "it is missing"))
        } catch let error as IndexError {
            damaged.append(file)
            try note(error)
        }
        return nil
    }

    private func report(_ error: IndexError) throws { try note(error) }

    /// Opens ids and stored bytes.
    private mutating func readTables() throws {
        guard let documentCount, let sourceCount else { return }
        do {
            if let file = files[.sources] {
                let name = SegmentPart.sources.fileName(of: name)
                let table = try SourcesFile(file, name: name, sourceCount: sourceCount, documentCount: documentCount)
                try table.checkOrder()
                sources = table
            }
        } catch let error as IndexError {
            try note(error)
        }
        do {
            if let file = files[.stored] {
                stored = try StoredFile(
                    file, name: SegmentPart.stored.fileName(of: name), itemCounts: [documentCount, sourceCount])
            }
        } catch let error as IndexError {
            try note(error)
        }
    }

    /// Takes the numbers of the deleted sources from their file; with `documents`, as many must be deleted.
    private mutating func readDeletions(_ file: EnvelopeFile?, documents: Int?) throws {
        deletions = .unknown
        guard let file else { return }
        do {
            let numbers = try DeletionsFile.numbers(file, sourceCount: sourceCount ?? Int(UInt32.max))
            if let documents, let sources {
                let count = try numbers.reduce(0) { $0 + (try sources.documents(of: Int($1)).count) }
                guard count == documents else {
                    throw IndexError.corrupt(
                        file: file.file.name, byteOffset: FileEnvelope.headerLength,
                        reason: "\(count) deleted documents where \(documents) are named")
                }
            }
            deletions = .known(numbers)
        } catch let error as IndexError {
            damaged.append(file.file.name)
            try note(error)
        }
    }
}

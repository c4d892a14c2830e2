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

extension DeletionsFile {
    /// The numbers in a file, ascending.
    ///
    /// - Throws: `corrupt`.
    static func numbers(_ file: EnvelopeFile, sourceCount: Int) throws -> [UInt32] {
        var cursor = ByteCursor(file.body, file: file.file.name, fileOffset: FileEnvelope.headerLength)
        let count = try cursor.fixed(UInt32.self)
        guard file.body.count == 4 + 4 * Int(count), Int(count) <= sourceCount else {
            throw cursor.corrupt("\(count) deleted sources of \(sourceCount)")
        }
        var numbers: [UInt32] = []
        for _ in 0..<count {
            let number = try cursor.fixed(UInt32.self)
            guard Int(number) < sourceCount, numbers.last.map({ $0 < number }) ?? true else {
                throw cursor.corrupt("deleted source \(number) is out of order or of the segment")
            }
            numbers.append(number)
        }
        return numbers
    }
}

extension StoredFile {
    /// How many items the two sections have; nil where the directory is not of their form.
    static func itemCounts(_ file: EnvelopeFile) -> (documents: Int, sources: Int)? {
        let body = file.body
        var end = ByteCursor(body, at: body.count - 8, file: file.file.name, fileOffset: FileEnvelope.headerLength)
        guard let length = try? end.fixed(UInt64.self), length <= UInt64(max(0, body.count - 16)) else { return nil }
        var directory = ByteCursor(
            body, at: body.count - 8 - Int(length), file: file.file.name, fileOffset: FileEnvelope.headerLength)
        var counts: [Int] = []
        for _ in 0..<2 {
            guard let groups = try? directory.fixed(UInt64.self), let items = try? directory.fixed(UInt64.self),
                items <= UInt64(UInt32.max), groups <= items, (try? directory.take(Int(groups) * 24)) != nil
            else { return nil }
            counts.append(Int(items))
        }
        return (counts[0], counts[1])
    }
}

extension SourcesFile {
    /// How many documents and sources a file tells of, found by trying: it does not say so itself.
    static func counts(_ file: EnvelopeFile) -> (documents: Int, sources: Int)? {
        let body = file.body
        func number(_ index: Int) -> Int {
            Int(UInt32(littleEndian: body.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
        }
        guard body.count >= 8 else { return nil }
        for count in 0...(body.count - 8) / 12 {
            // The ids begin at 0 and end with the file.
            guard number(2 * count + 1) == 0, number(3 * count + 1) == body.count - 12 * count - 8 else { continue }
            let documents = number(count)
            let table = try? SourcesFile(file, name: file.file.name, sourceCount: count, documentCount: documents)
            if let table, (try? table.checkOrder()) != nil { return (documents, count) }
        }
        return nil
    }

    /// Reads all of it.
    ///
    /// - Throws: `corrupt` where documents do not follow one another, or ids are not in their order.
    func checkOrder() throws {
        var last: [UInt8]?
        for place in 0..<sourceCount {
            _ = try documents(of: place)
            let id = try id(of: try ordered(place))
            guard !id.isEmpty, last.map({ !id.lexicographicallyPrecedes($0) }) ?? true else {
                throw IndexError.corrupt(
                    file: fileName, byteOffset: FileEnvelope.headerLength, reason: "ids are out of order")
            }
            last = id
        }
    }
}

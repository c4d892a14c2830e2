internal import FaguiCorpus
internal import FaguiIndex

/// Finds passages by their ids.
struct PassageFinder {
    private let snapshot: Snapshot
    private let reader: PassageReader

    /// - Parameters:
    ///   - snapshot: The commit.
    ///   - laws: Says what is in force; nil where that is not wanted.
    init(_ snapshot: Snapshot, laws: LawDescriber? = nil) {
        self.snapshot = snapshot
        reader = PassageReader(snapshot, laws: laws)
    }

    /// All passages that an id names, in index order.
    func passages(withID id: String) throws -> [StoredPassage] {
        let found = try addresses(withID: id).map { StoredPassage(try reader.read($0)) }
        // The id of a paragraph leads to its article.
        guard found.count == 1, let place = Self.place(of: id), place != place.articleAlone else { return found }
        return found.compactMap { $0.part(place) }
    }

    /// The place that an id names; nil where it names no article.
    private static func place(of id: String) -> LawPlace? {
        id.lastIndex(of: "#").flatMap { LawPlace(locator: PassageID.unescape(String(id[id.index(after: $0)...]))) }
    }

    /// Where all passages are that an id names, in index order.
    func addresses(withID id: String) throws -> [DocAddress] {
        for spelling in PassageID.readings(of: id) {
            if let found = try source(withID: spelling) { return found }
        }
        for spelling in PassageID.readings(of: id) {
            let rows = try self.rows(withID: spelling)
            if !rows.isEmpty { return rows }
        }
        if let mark = id.lastIndex(of: "#") {
            let locator = PassageID.unescape(String(id[id.index(after: mark)...]))
            for spelling in PassageID.readings(of: String(id[..<mark])) {
                guard let found = try source(withID: spelling) else { continue }
                let named = try found.filter { try reader.read($0).record.locator == locator }
                guard named.isEmpty, let article = LawPlace(locator: locator)?.articleAlone.locator else {
                    return named
                }
                return try found.filter { try reader.read($0).record.locator == article }
            }
        }
        for spelling in PassageID.readings(of: id) {
            let rows = try rowSources(ofFile: spelling)
            if !rows.isEmpty { return try rows.flatMap { try documents(ofSource: $0.source, in: $0.segment) } }
        }
        return []
    }

    /// The one passage that an id names.
    ///
    /// - Throws: ``LibraryError``: `notFound` where nothing has the id, `invalidArgument` where many have it.
    func address(ofPassage id: String) throws -> DocAddress {
        guard !id.allSatisfy(\.isWhitespace) else {
            throw LibraryError(
                .invalidArgument, "The id of the passage is empty.", advice: "Hits of 'fagui search' have the ids.")
        }
        let found = try addresses(withID: id)
        guard let first = found.first else {
            throw LibraryError(
                .notFound, "Nothing has the id \(id).", advice: "Hits of 'fagui search' have the ids.", path: id)
        }
        guard found.count == 1 else {
            let example = try reader.read(first).id
            throw LibraryError(
                .invalidArgument, "\(id) is the id of \(found.count) passages.",
                advice: "Name one of them, such as \(example).", path: id)
        }
        return first
    }

    /// Ids of the sources that an id names: a text, a row by its own id, or all rows of a file.
    func sourceIDs(withID id: String) throws -> [[UInt8]] { try sourceIDs(spelt: PassageID.readings(of: id)) }

    /// The same of an id as the text was given it, and nothing that it could be read as: who asks twice to remove `a%20b` must
    /// not remove `a b`.
    func sourceIDs(withOwnID id: String) throws -> [[UInt8]] { try sourceIDs(spelt: [id]) }

    /// Ids of the sources that the first spelling names that names any.
    private func sourceIDs(spelt spellings: [String]) throws -> [[UInt8]] {
        for spelling in spellings where try source(withID: spelling) != nil { return [Array(spelling.utf8)] }
        for spelling in spellings {
            let rows = try self.rows(withID: spelling)
            if !rows.isEmpty { return try rows.map(sourceID) }
        }
        for spelling in spellings {
            let rows = try rowSources(ofFile: spelling)
            if !rows.isEmpty { return try rows.map { try snapshot.segments[$0.segment].sourceID($0.source) } }
        }
        return []
    }

    private func sourceID(_ address: DocAddress) throws -> [UInt8] {
        let segment = snapshot.segments[address.segment]
        return try segment.sourceID(segment.source(of: address.doc))
    }

    private func source(withID id: String) throws -> [DocAddress]? {
        try snapshot.source(withID: Array(id.utf8)).map { try documents(ofSource: $0.source, in: $0.segment) }
    }

    private func documents(ofSource source: Int, in segment: Int) throws -> [DocAddress] {
        try snapshot.segments[segment].documents(ofSource: source).map { DocAddress(segment: segment, doc: $0) }
    }

    /// The sources of the rows of a file: their ids begin with the file's and a mark.
    private func rowSources(ofFile id: String) throws -> [(segment: Int, source: Int)] {
        let start = Array(id.utf8) + [UInt8(ascii: "#")]
        return try snapshot.sources(withPrefix: start)
    }

    /// Rows carry their ids as terms, since a row's id does not name its file.
    private func rows(withID id: String) throws -> [DocAddress] {
        var found: [DocAddress] = []
        for (number, segment) in snapshot.segments.enumerated() {
            let term = try Array(id.utf8).withUnsafeBytes { try segment.term($0, in: LibrarySchema.idField) }
            guard let term else { continue }
            try segment.forEachLiveDocument(of: term) { found.append(DocAddress(segment: number, doc: $0)) }
        }
        return found
    }
}

extension StoredPassage {
    /// A passage as it was read.
    init(_ passage: PassageReader.Passage) {
        self.init(
            id: passage.id, law: passage.law, locator: passage.record.locator, headings: passage.headings,
            text: String(decoding: passage.record.text, as: UTF8.self))
    }
}

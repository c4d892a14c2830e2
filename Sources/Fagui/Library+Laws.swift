internal import FaguiCorpus
internal import FaguiIndex

extension Library {
    /// A law with its wordings and its text.
    ///
    /// - Parameters:
    ///   - name: A title, perhaps with a version (反垄断法@2007), or the id of a text.
    ///   - validity: Which wording is meant where the name says none.
    /// - Returns: The law.
    /// - Throws: ``LibraryError``: `notFound` where the name leads to no law, or to several.
    public func law(_ name: String, validity: Validity = .today) async throws -> LawDetails {
        let view = reading.current
        return try wrapping {
            let catalogue = try view.validities.catalogue()
            let sources = try NamedTexts(name, view, validity).sources
            let comparer = try LawComparer(view, validity)
            let work = catalogue.work(of: sources[0])
            // The id of one of the files of a divided law means the law.
            let own = work.map { $0.work.versions[$0.version].sources } ?? sources
            let text = try comparer.text(own.contains(sources) ? own : sources)
            let versions = work?.work.versions.map(\.sources) ?? [sources]
            return LawDetails(
                wording: text.wording,
                wordings: try versions.map {
                    try Task.checkCancellation()
                    return try comparer.text($0).wording
                },
                passages: text.passages, snapshot: view.snapshot.generation)
        }
    }

    /// The laws whose titles hold a text.
    ///
    /// - Parameters:
    ///   - text: Any part of a title; empty for all.
    ///   - limit: Laws wanted.
    ///   - offset: Laws to pass over first.
    ///   - validity: The day for which it is told whether they are in force.
    /// - Returns: A page, in the order of their titles' code points.
    /// - Throws: ``LibraryError``: `invalidArgument` for a negative number.
    public func laws(
        containing text: String = "", limit: Int = 100, offset: Int = 0, validity: Validity = .today
    ) async throws -> LawListing {
        guard limit >= 0, offset >= 0 else {
            throw LibraryError(
                .invalidArgument, "Limits and offsets must not be negative.", advice: "Give 0 or more.")
        }
        let view = reading.current
        return try wrapping {
            let wanted = Array((text.isEmpty ? "" : LawTitle(text).key).utf8)
            var found: [[UInt8]: [SourcePlace]] = [:]
            for (number, segment) in view.snapshot.segments.enumerated()
            where segment.hasColumn(LibrarySchema.workColumn) {
                try Task.checkCancellation()
                let column = LibrarySchema.workColumn
                let keys = try (0..<segment.keywordCount(column)).map {
                    Array(try segment.keyword(column, ordinal: UInt32($0)))
                }
                let isWanted = keys.map { wanted.isEmpty || $0.contains(wanted) }
                for (source, ordinal) in try segment.keywordOrdinals(column).enumerated()
                where !segment.isDeleted(source: source) {
                    guard keys.indices.contains(Int(ordinal)), isWanted[Int(ordinal)] else { continue }
                    found[keys[Int(ordinal)], default: []].append(SourcePlace(segment: number, source: source))
                }
            }
            let reader = try PassageReader(view.snapshot, laws: LawDescriber(view, validity))
            let page = found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.dropFirst(offset).prefix(limit)
            return LawListing(
                total: found.count,
                laws: try page.map {
                    try Task.checkCancellation()
                    return LawListing.Entry(law: try Self.shown($0.value, reader), texts: $0.value.count)
                },
                snapshot: view.snapshot.generation)
        }
    }

    /// Of the texts of one title the one to show: in force where one is.
    private static func shown(_ places: [SourcePlace], _ reader: PassageReader) throws -> LawReference {
        let laws = try places.map { try reader.law($0) }
        return laws.first { $0.status == .inForce } ?? laws.first { $0.status == nil } ?? laws[0]
    }
}

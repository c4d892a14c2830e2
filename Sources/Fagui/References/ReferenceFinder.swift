internal import FaguiCorpus
internal import FaguiIndex

/// Finds what passages cite, and who cites them.
final class ReferenceFinder {
    private let view: ReadingState.View
    private let resolver: CitationResolver
    private let reader: PassageReader
    /// Texts that were read: hits share them.
    private var known: [SourcePlace: StoredText] = [:]

    /// A text as it is stored.
    private struct StoredText {
        var references: SourceReferences
        var source: SourceText
        var passages: [StoredPassage]
        var first: DocID
        var law: LawReference
    }

    /// Passages that cite an article are listed up to so many.
    static let incomingLimit = 1_000
    /// Characters of what a passage says where it cites.
    private static let contextLength = 60

    init(_ view: ReadingState.View, _ validity: Validity) throws {
        self.view = view
        resolver = try CitationResolver(view, validity)
        reader = try PassageReader(view.snapshot, laws: LawDescriber(view, validity))
    }

    // MARK: What a passage cites

    /// The references of a passage.
    func outgoing(from address: DocAddress) throws -> [LawReferences.Outgoing] {
        // Most passages cite nothing; then the rest of the law need not be read.
        let own = try reader.read(address).record.text
        guard own.withUnsafeBufferPointer({ !CitationScanner.scan($0).isEmpty }) else { return [] }
        let text = try text(of: address)
        let index = Int(address.doc - text.first)
        let start = text.source.passages[index].range.lowerBound
        return try text.references.references(of: index).map { place in
            let range = place.citation.range
            let written = String(
                decoding: text.source.text[start + range.lowerBound..<start + range.upperBound], as: UTF8.self)
            return try outgoing(place, written, from: text.passages[index].id, in: text)
        }
    }

    private func outgoing(
        _ place: SourceReferences.Place, _ written: String, from id: String, in text: StoredText
    ) throws -> LawReferences.Outgoing {
        let reference = place.reference
        var result = LawReferences.Outgoing(
            from: id, text: written, title: "", place: reference.place, ids: [], status: nil, state: .unclear)
        switch reference.law {
        case .unknown: break
        case .own:
            result.title = text.law.title
            result.status = text.law.status
            result.state = reference.state == .found ? .found : .noSuchPlace
            for range in reference.passages {
                result.ids += range.prefix(ReferenceTerm.spanLimit).map { text.passages[$0].id }
            }
        case .named(let title):
            let cited = try resolver.resolve(reference, of: title)
            result.title = cited.law?.title ?? title
            result.status = cited.law?.status
            if !reference.place.isEmpty { result.ids = cited.passages.map(\.id) }
            switch cited.failure?.reason {
            case nil: result.state = .found
            case .noSuchLaw, .noSuchVersion: result.state = .notInIndex
            case .ambiguous: result.state = .unclear
            case .noSuchPlace: result.state = .noSuchPlace
            }
        }
        return result
    }

    private func text(of address: DocAddress) throws -> StoredText {
        let segment = view.snapshot.segments[address.segment]
        let place = SourcePlace(segment: address.segment, source: try segment.source(of: address.doc))
        if let text = known[place] { return text }
        let documents = try segment.documents(ofSource: place.source)
        let passages = try documents.map {
            StoredPassage(try reader.read(DocAddress(segment: place.segment, doc: $0)))
        }
        let law = try reader.law(place)
        let source = SourceText(stored: passages, law: law)
        let text = StoredText(
            references: SourceReferences(source), source: source, passages: passages, first: documents.lowerBound,
            law: law)
        known[place] = text
        return text
    }

    // MARK: Who cites it

    /// The passages that cite an article, or a law as a whole.
    ///
    /// - Parameters:
    ///   - key: The key of the law's title.
    ///   - article: The article; empty for the law as a whole.
    ///   - snapshot: What is looked at.
    /// - Returns: Where they are, live ones, in index order.
    /// - Throws: `corrupt`.
    func incoming(key: String, article: LawPlace, in snapshot: Snapshot) throws -> [DocAddress] {
        let bytes = ReferenceTerm.bytes(key: key, article: article)
        var found: [DocAddress] = []
        for (number, segment) in snapshot.segments.enumerated() where segment.hasField(LibrarySchema.referencesField) {
            let term = try bytes.withUnsafeBytes { try segment.term($0, in: LibrarySchema.referencesField) }
            guard let term else { continue }
            try segment.forEachLiveDocument(of: term) { found.append(DocAddress(segment: number, doc: $0)) }
        }
        return found
    }

    /// What a passage says where it cites one of some places of a law.
    func incoming(at address: DocAddress, key: String, articles: Set<LawPlace>) throws -> LawReferences.Incoming {
        let text = try text(of: address)
        let index = Int(address.doc - text.first)
        let passage = text.passages[index]
        let wanted = Set(articles.map { ReferenceTerm.bytes(key: key, article: $0) })
        let place = text.references.references(of: index).first { place in
            ReferenceTerm.terms(of: place, in: text.references).contains { wanted.contains($0) }
        }
        return LawReferences.Incoming(
            id: passage.id, law: passage.law, locator: passage.locator,
            text: Self.context(of: place?.citation.range, in: passage.text))
    }

    /// The characters around a citation, within its line.
    private static func context(of range: Range<Int>?, in text: String) -> String {
        let bytes = Array(text.utf8)
        let range = range ?? 0..<0
        var start = range.lowerBound
        var count = 0
        while start > 0, count < contextLength / 2, bytes[start - 1] != UInt8(ascii: "\n") {
            start -= 1
            if bytes[start] & 0xC0 != 0x80 { count += 1 }
        }
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        var end = range.upperBound
        count = 0
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
            if bytes[end] & 0xC0 != 0x80 {
                if count == contextLength / 2 { break }
                count += 1
            }
            end += 1
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

extension ResolvedReference {
    /// The place in full; empty for a law as a whole.
    var place: String {
        if let heading { return heading.locator }
        return first.locator + (last.map { "至" + $0.locator } ?? "")
    }

    /// The same as a citation of a law by its title.
    func citation(of title: String) -> Citation {
        Citation(
            range: 0..<0, law: .named(title, hasMarks: true),
            spans: first.isEmpty ? [] : [CitedSpan(first: first, last: last)], headings: heading.map { [$0] } ?? [])
    }
}

extension SourceText {
    /// A text put together from what is stored of it: its passages, with a line's end between two.
    init(stored passages: [StoredPassage], law: LawReference) {
        var text: [UInt8] = []
        var places: [Passage] = []
        for passage in passages {
            let start = text.count
            text += passage.text.utf8
            places.append(
                Passage(locator: passage.locator, headings: passage.headings, range: start..<text.count))
            text.append(UInt8(ascii: "\n"))
        }
        self.init(
            id: PassageID.unescape(law.id), path: law.path, title: law.title, fields: [], text: text, rowID: nil,
            passages: places)
    }
}

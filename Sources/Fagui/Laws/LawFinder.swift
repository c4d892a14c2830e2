internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

/// Finds laws by what people call them.
struct LawFinder {
    /// What a name leads to.
    enum Finding {
        /// One law: the texts of the wording that is wanted.
        case law(FoundLaw)
        /// Several laws, each with a text of it.
        case several([SourcePlace])
        /// The law, of which there is no wording of the version that was asked for; its texts.
        case noSuchVersion([SourcePlace])
        /// None.
        case none
    }

    /// A law that was found.
    struct FoundLaw {
        /// The texts of the wording, in index order; several where the law is divided, or was indexed twice.
        var sources: [SourcePlace]
        /// Whether the name is that of the law: not so where a part of its title was named.
        var isExact: Bool
        /// The Part or chapter that the name means alone: 总则, 婚姻家庭编; nil for the law as a whole.
        var part: String?

        /// What people should know who wrote a name: that another title was taken for it.
        func note(on name: String, title: String) -> String? {
            isExact ? nil : "\(name) was taken for \(title)."
        }
    }

    /// Laws that are listed where a name leads to several.
    static let candidateLimit = 20

    let view: ReadingState.View
    let catalogue: LawCatalogue
    private let validity: Validity

    init(_ view: ReadingState.View, _ validity: Validity) throws {
        self.view = view
        self.validity = validity
        catalogue = try view.validities.catalogue()
    }

    /// Finds the law of a title.
    ///
    /// An exact title, with or without 中华人民共和国, comes before another name of the law, and that before a longer title
    /// that contains it: 北京市物业管理条例 for 物业管理条例, 消费者权益保护法 for 消费者权益保护. The title of a law is not taken for
    /// another law, nor for what explains or carries it out.
    func find(_ title: LawTitle) throws -> Finding {
        guard !title.key.isEmpty else { return .none }
        if let found = try exact(title.key, version: title.version) { return found }
        if let (whole, part) = Self.law(ofPart: title.key), let found = try exact(whole, version: title.version) {
            guard case .law(var law) = found else { return found }
            law.part = part
            return .law(law)
        }
        for name in try otherNames(of: title.name) {
            if let found = try exact(LawTitle(name).key, version: title.version) { return found }
        }
        if title.version == nil, let found = try numbered(title.name) { return found }
        var keys = try keysContaining(title.key)
        // Notices are cited by parts of their long titles.
        if WorkKey.namesLaw(title.key) { keys.removeAll { !Self.isLocal($0, of: title.key) } }
        if keys.count == 1, let key = keys.first {
            guard case .law(var law) = try exact(key, version: title.version) else {
                return try exact(key, version: title.version) ?? .none
            }
            law.isExact = false
            return .law(law)
        }
        return keys.isEmpty
            ? .none : .several(try keys.prefix(Self.candidateLimit).compactMap { try sources(withKey: $0).first })
    }

    /// Whether a longer title is a shorter one behind the name of a place or a body. Laws are nobody's, and 城市 is no place.
    private static func isLocal(_ key: String, of title: String) -> Bool {
        guard key.hasSuffix(title), !title.hasSuffix("法") else { return false }
        let maker = String(key.unicodeScalars.dropLast(title.unicodeScalars.count))
        guard let last = maker.last, !maker.hasSuffix("城市") else { return false }
        return "省市县区州盟旗".contains(last) || Issuer.isBody(maker)
    }

    func exact(_ key: String, version: String?) throws -> Finding? {
        let sources = try sources(withKey: key)
        guard !sources.isEmpty else { return nil }
        // Texts without a day stand on their own beside the wordings of the law.
        var works: [LawWork] = []
        var known: Set<SourcePlace> = []
        for source in sources where WorkKey.namesLaw(key) && !known.contains(source) {
            guard let work = catalogue.work(of: source)?.work, work.versions.allSatisfy({ $0.date > 0 }) else {
                continue
            }
            works.append(work)
            for version in work.versions { known.formUnion(version.sources) }
        }
        // Cities may have laws of one title.
        if works.count > 1 { return .several(works.compactMap { $0.versions.last?.sources.first }) }
        guard let work = works.first else { return try texts(sources, of: version) }
        guard let version else {
            if validity == .all { return .law(FoundLaw(sources: work.versions.flatMap(\.sources), isExact: true)) }
            return .law(FoundLaw(sources: work.versions[wanted(work)].sources, isExact: true))
        }
        guard let named = work.versions.last(where: { Self.isNamed($0, by: version) }) else {
            return .noSuchVersion(work.versions.compactMap(\.sources.first))
        }
        return .law(FoundLaw(sources: named.sources, isExact: true))
    }

    /// The key of the law that a title names with a part of it, 民法典婚姻家庭编, and the part; nil for another title. Articles
    /// are numbered through all parts.
    private static func law(ofPart key: String) -> (law: String, part: String)? {
        let scalars = Array(key.unicodeScalars)
        // 食品安全法实施条例附则 is of the rules, not of the law.
        let general = ["总则", "分则", "附则"].first { key.hasSuffix($0) }
        if let general, !key.dropLast(2).hasSuffix("编") { return (String(key.dropLast(2)), general) }
        let isCollection = ["汇编", "选编", "新编", "续编"].contains { key.hasSuffix($0) }
        let ends = scalars.last == "编" && !isCollection || general != nil
        guard ends, let law = scalars.lastIndex(of: "法") else { return nil }
        let end = law + 1 < scalars.count && scalars[law + 1] == "典" ? law + 2 : law + 1
        guard end < scalars.count else { return nil }
        func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
        return (string(scalars[..<end]), string(scalars[end...]))
    }

    /// Texts that are no wordings of one law, or do not say of when they are.
    private func texts(_ sources: [SourcePlace], of version: String?) throws -> Finding {
        guard let version else { return .law(FoundLaw(sources: sources, isExact: true)) }
        let named = try sources.filter {
            try view.snapshot.versionDay(of: $0)?.description.utf8.starts(with: version.utf8) ?? false
        }
        return named.isEmpty ? .noSuchVersion(sources) : .law(FoundLaw(sources: named, isExact: true))
    }

    /// The wording in force on the day; else the one that stands for it, the last that had begun, or the first.
    private func wanted(_ work: LawWork) -> Int {
        let day = validity.day
        return work.versionInForce(on: day) ?? work.nearestVersion(on: day)
            ?? work.versions.lastIndex { $0.start <= day.number } ?? 0
    }

    /// Whether a year, a month or a day names a wording: by when it was made, or came into force.
    private static func isNamed(_ version: LawWork.Version, by text: String) -> Bool {
        func begins(_ date: UInt32) -> Bool {
            date > 0 && CalendarDay(number: date).description.utf8.starts(with: text.utf8)
        }
        return begins(version.date) || begins(version.ownEffective)
    }

    // MARK: Titles

    /// All live sources whose titles have a key.
    private func sources(withKey key: String) throws -> [SourcePlace] {
        let bytes = Array(key.utf8)
        var found: [SourcePlace] = []
        for (number, segment) in view.snapshot.segments.enumerated() {
            let column = LibrarySchema.workColumn
            let ordinal = try (0..<UInt32(segment.keywordCount(column))).first {
                try segment.keyword(column, ordinal: $0).elementsEqual(bytes)
            }
            guard let ordinal else { continue }
            let ordinals = try segment.keywordOrdinals(column)
            for source in ordinals.indices where ordinals[source] == ordinal && !segment.isDeleted(source: source) {
                found.append(SourcePlace(segment: number, source: source))
            }
        }
        return found
    }

    /// The keys that contain one, each once: those that end with it first, then the shorter ones first.
    private func keysContaining(_ key: String) throws -> [String] {
        let wanted = Array(key.utf8)
        // A character or two stand in every title.
        guard key.unicodeScalars.count >= 3 else { return [] }
        var found: Set<[UInt8]> = []
        for segment in view.snapshot.segments {
            let column = LibrarySchema.workColumn
            for ordinal in 0..<UInt32(segment.keywordCount(column)) {
                let bytes = try segment.keyword(column, ordinal: ordinal)
                if bytes.count > wanted.count, Self.contains(bytes, wanted) { found.insert(Array(bytes)) }
            }
        }
        func rank(_ bytes: [UInt8]) -> (Int, Int) {
            (bytes.suffix(wanted.count).elementsEqual(wanted) ? 0 : 1, bytes.count)
        }
        return found.sorted {
            rank($0) == rank($1) ? $0.lexicographicallyPrecedes($1) : rank($0) < rank($1)
        }
        .map { String(decoding: $0, as: UTF8.self) }
    }

    private static func contains(_ bytes: UnsafeRawBufferPointer, _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        for start in 0...bytes.count - wanted.count where bytes[start] == first {
            if bytes[start..<start + wanted.count].elementsEqual(wanted) { return true }
        }
        return false
    }

    /// What else the law is called: its title in simplified characters, and the names that stand beside it in the synonyms.
    private func otherNames(of name: String) throws -> [String] {
        let analyzer = try Analyzer(view.analysis())
        let folded = analyzer.folded(name)
        var names = folded.utf8.elementsEqual(name.utf8) ? [] : [folded]
        for text in [folded, LawTitle(folded).key] {
            for expansion in analyzer.expansions(
                of: text, by: QueryVocabulary(synonyms: .shipped(.synonyms), thesaurus: nil))
            where expansion.typed.utf8.elementsEqual(text.utf8) {
                names += expansion.targets
            }
        }
        return names
    }
}

internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

/// Laws by their numbers.
extension LawFinder {
    private static let state = Array("中华人民共和国".utf8)

    /// What the number of an instrument leads to, 法释〔2020〕17号; nil for what is none, or the number of no text.
    func numbered(_ name: String) throws -> Finding? {
        guard name.hasSuffix("号") || name.hasSuffix("號") else { return nil }
        let folded = try Analyzer(view.analysis()).folded(name)
        let number = Self.withoutState(Array(DocumentNumberForm.normalized(folded).utf8))
        var sources: [SourcePlace] = []
        for (index, segment) in view.snapshot.segments.enumerated()
        where segment.hasColumn(LibrarySchema.numberColumn) {
            let column = LibrarySchema.numberColumn
            let named = try (0..<UInt32(segment.keywordCount(column))).filter { ordinal in
                let numbers = try segment.keyword(column, ordinal: ordinal)
                return numbers.count >= number.count
                    && KeywordList.contains(numbers) { Self.withoutState(Array($0)) == number }
            }
            guard !named.isEmpty else { continue }
            let ordinals = try segment.keywordOrdinals(column)
            for source in ordinals.indices where named.contains(ordinals[source]) && !segment.isDeleted(source: source)
            {
                sources.append(SourcePlace(segment: index, source: source))
            }
        }
        return try sources.isEmpty ? nil : finding(sources)
    }

    /// The one wording that texts of a number are; else the law of which they are wordings; else what may be meant.
    private func finding(_ sources: [SourcePlace]) throws -> Finding {
        var texts: [[UInt8]: [SourcePlace]] = [:]
        for source in sources {
            let key = try view.snapshot.segments[source.segment].keyword(
                LibrarySchema.workColumn, ofSource: source.source)
            texts[key, default: []].append(source)
        }
        guard let key = texts.keys.first, texts.count == 1 else {
            let first = texts.values.compactMap(\.first).sorted { ($0.segment, $0.source) < ($1.segment, $1.source) }
            return .several(Array(first.prefix(Self.candidateLimit)))
        }
        let works = sources.map(catalogue.work(of:))
        if let first = works[0], works.allSatisfy({ $0?.version == first.version }) {
            let wording = first.work.versions[first.version].sources
            if sources.allSatisfy(wording.contains) { return .law(FoundLaw(sources: wording, isExact: false)) }
        }
        let name = String(decoding: key, as: UTF8.self)
        // Announcements may share a title and nothing else.
        guard sources.count > 1, WorkKey.namesLaw(name), case .law(var law) = try exact(name, version: nil) else {
            return .law(FoundLaw(sources: sources, isExact: false))
        }
        law.isExact = false
        return .law(law)
    }

    private static func withoutState(_ number: [UInt8]) -> [UInt8] {
        number.starts(with: state) ? Array(number.dropFirst(state.count)) : number
    }
}

internal import FaguiIndex

/// Looks the terms of a query up in all segments.
struct TermResolver {
    let snapshot: Snapshot
    let isCancelled: @Sendable () -> Bool
    private let folding: KeywordFolding
    private let documentCount: UInt64
    private var known: [LeafStatistics?] = []
    private var places = FirstPlaces<LeafKey>()
    /// What was not done as asked.
    private(set) var notes = QueryNotes()

    init(
        _ snapshot: Snapshot, folding: @escaping KeywordFolding, isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.snapshot = snapshot
        self.folding = folding
        self.isCancelled = isCancelled
        documentCount = snapshot.documentCount
    }

    /// Statistics over all segments; nil if no document can have it.
    ///
    /// A phrase in a field without positions is never found.
    mutating func resolve(_ key: LeafKey) throws -> LeafStatistics? {
        if let place = places[key] { return known[place] }
        let found = try lookUp(key)
        places.add(key, at: known.count)
        known.append(found)
        return found
    }

    private mutating func lookUp(_ key: LeafKey) throws -> LeafStatistics? {
        if let filter = key.filter { return try lookUp(filter) }
        guard Int(key.field) < snapshot.schema.fields.count, !key.elements.isEmpty else { return nil }
        if key.needsPositions && !snapshot.schema.fields[Int(key.field)].hasPositions { return nil }
        var statistics = LeafStatistics(
            terms: snapshot.segments.map { _ in [] }, documentFrequency: .max, idf: 0)
        // The documents of a prefix are not counted one by one: each of its terms' counts, and no more than all.
        var frequencies: [UInt64] = []
        for element in key.elements {
            var sum: UInt64 = 0
            for (number, segment) in snapshot.segments.enumerated() {
                let terms = try self.terms(of: element, in: key.field, segment)
                for term in terms { sum += UInt64(term.documentFrequency) }
                statistics.terms[number].append(terms)
            }
            guard sum > 0 || key.shape != nil else { return nil }
            frequencies.append(min(sum, documentCount))
        }
        let phrase: (Range<Int>) -> (frequency: UInt64, idf: Float)? = { [documentCount] elements in
            guard let least = frequencies[elements].min(), least > 0 else { return nil }
            let idf = frequencies[elements].reduce(Float(0)) {
                $0 + BM25.idf(documentFrequency: $1, documentCount: documentCount)
            }
            return (least, idf)
        }
        let joined =
            key.shape.map { [documentCount] shape in
                shape.joined(
                    phrase,
                    any: { choices in
                        (
                            min(documentCount, choices.reduce(0) { $0 + $1.frequency }),
                            choices.reduce(Float.infinity) { min($0, $1.idf) }
                        )
                    },
                    all: { parts in
                        (
                            parts.reduce(UInt64.max) { min($0, $1.frequency) }, parts.reduce(Float(0)) { $0 + $1.idf }
                        )
                    })
            } ?? phrase(frequencies.indices)
        guard let joined else { return nil }
        statistics.documentFrequency = joined.frequency
        statistics.idf = joined.idf
        return statistics
    }

    private mutating func lookUp(_ filter: DocumentFilter) throws -> LeafStatistics? {
        let masks = try snapshot.segments.map {
            try DocumentMask.make(filter, $0, folding, isCancelled: isCancelled)
        }
        let lacking = snapshot.segments.filter { !filter.isKept(in: $0) }.reduce(0) { $0 + $1.liveDocumentCount }
        if lacking > 0 {
            notes.add(
                "\(lacking) passages were indexed before this was kept of them, and are not found by "
                    + "\(filter.label); 'fagui index' reads their texts again.")
        }
        guard masks.contains(where: { !$0.isEmpty }) else { return nil }
        var statistics = LeafStatistics(terms: masks.map { _ in [] }, documentFrequency: 0, idf: 0)
        statistics.masks = masks
        return statistics
    }

    /// The most terms that a pattern stands for in a segment, and the most that are looked at.
    private static let patternTerms = 1_024, patternWalk = 1_000_000

    private mutating func terms(
        matching pattern: TextPattern, in field: FieldID, _ segment: SegmentReader
    ) throws -> [TermInfo] {
        var terms: [TermInfo] = []
        var walked = 0
        var isCut = false
        // Patterns are of ASCII: without a beginning, only terms that begin with such a character can have the form.
        let isOpen = pattern.prefix.isEmpty
        try segment.forEachTerm(in: field, prefix: pattern.prefix) { bytes, info in
            walked += 1
            if walked & 4095 == 0 && isCancelled() { throw SearchError.cancelled }
            if isOpen, let first = bytes.first, first >= 0x80 { return false }
            guard pattern.matches(bytes) else {
                isCut = walked >= Self.patternWalk
                return !isCut
            }
            isCut = terms.count >= Self.patternTerms || walked >= Self.patternWalk
            if !isCut { terms.append(info) }
            return !isCut
        }
        if isCut {
            notes.add("A pattern has more than \(Self.patternTerms) words here; the first of them were looked up.")
        }
        return terms
    }

    /// All terms of a form: for marks, which are not to be cut.
    private func allTerms(
        matching pattern: TextPattern, in field: FieldID, _ segment: SegmentReader
    ) throws -> [TermInfo] {
        var terms: [TermInfo] = []
        var walked = 0
        try segment.forEachTerm(in: field, prefix: pattern.prefix) { bytes, info in
            walked += 1
            if walked & 4095 == 0 && isCancelled() { throw SearchError.cancelled }
            if pattern.matches(bytes) { terms.append(info) }
            return true
        }
        return terms
    }

    private mutating func terms(
        of element: LeafKey.Element, in field: FieldID, _ segment: SegmentReader
    ) throws -> [TermInfo] {
        if let pattern = element.pattern {
            return element.isBounded
                ? try terms(matching: pattern, in: field, segment) : try allTerms(matching: pattern, in: field, segment)
        }
        if !element.isPrefix {
            return try element.bytes.withUnsafeBytes { try segment.term($0, in: field) }.map { [$0] } ?? []
        }
        var terms: [TermInfo] = []
        try segment.forEachTerm(in: field, prefix: element.bytes) { _, info in
            terms.append(info)
            if terms.count & 4095 == 0 && isCancelled() { throw SearchError.cancelled }
            return true
        }
        return terms
    }
}

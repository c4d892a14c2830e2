internal import FaguiIndex
internal import FaguiSearch

/// Finds the passages of one page: the best, or those behind a cursor, of which each text is shown once with its near
/// copies, and each law where that is asked for.
///
/// Pages joined are the whole list: what an earlier page has shown is not shown again, which is found out by asking
/// where the passages with the same text, its near copies, and the passages of the same law rank.
final class PageFinder {
    /// A passage that will be shown.
    struct Candidate {
        var doc: TopDocs.ScoredDoc
        /// The number of its folded text.
        var fingerprint: UInt32
        /// Where it is shown: its own place, or that of a near copy which it stands for.
        var position: RankPosition
        /// Its near copies.
        var group: NearCopyGroups.Group?

        init(_ doc: TopDocs.ScoredDoc, fingerprint: UInt32) {
            self.doc = doc
            self.fingerprint = fingerprint
            position = RankPosition(score: doc.score, address: doc.address)
        }
    }

    /// What was found.
    struct Page {
        var top: TopDocs
        /// The passages to show, those passed over left out.
        var shown: [Candidate]
        /// Whether more follow.
        var hasMore: Bool
    }

    private let view: ReadingState.View
    private let question: SearchQuestion
    private let options: SearchOptions
    private let position: RankPosition?
    private let stop: SearchStop
    private let searcher: Searcher
    private let comparer: TextComparer
    private let order: DocumentOrder?
    private let ranks: RankOrder
    private let copies: NearCopyGroups?
    private lazy var scores = SnapshotScores(searcher, question.prepared)
    private var lawMatches: [SourcePlace: [RankPosition]] = [:]
    /// Whether the time was up before all candidates were looked at.
    private var isCut = false

    init(
        view: ReadingState.View, question: SearchQuestion, options: SearchOptions, order: DocumentOrder?,
        after position: RankPosition?, stop: SearchStop
    ) throws {
        self.view = view
        self.question = question
        self.options = options
        self.position = position
        self.stop = stop
        self.order = order
        searcher = view.searcher.with(options.settings)
        comparer = TextComparer(view)
        ranks = RankOrder(view.snapshot, order)
        copies =
            options.collapsesDuplicates ? try NearCopyGroups(view, isCancelled: stop.isCancelled) : nil
    }

    /// Finds the page: asks for more until enough differ.
    func page() throws -> Page {
        let (wanted, overflow) = options.offset.addingReportingOverflow(options.limit)
        // One more tells whether another page follows.
        let enough = overflow || wanted == Int.max ? Int.max : wanted + 1
        var limit = options.limit == 0 ? 0 : enough
        var first: TopDocs?
        while true {
            // Counting all that match takes longer than finding the best: once is enough.
            let found = try searcher.ranked(
                question.prepared, limit: limit, exactTotal: options.exactTotal && first == nil, order: order,
                after: position, isCancelled: stop.isCancelled, isExpired: stop.isExpired)
            var top = first ?? found
            top.isPartial = top.isPartial || found.isPartial
            first = top
            let candidates = try candidates(found.docs)
            top.isPartial = top.isPartial || isCut
            let isDone = candidates.count >= enough || found.docs.count < limit || limit == 0 || top.isPartial
            if !isDone && stop.isExpired() { top.isPartial = true }
            if isDone || top.isPartial {
                let page = candidates.dropFirst(options.offset).prefix(options.limit)
                return Page(
                    top: top, shown: try page.map(standIn), hasMore: candidates.count > wanted && options.limit > 0)
            }
            limit = limit > Int.max / 4 ? Int.max : max(limit * 2, limit + 16)
        }
    }

    /// How many other passages of the law of a hit match.
    func othersInLaw(of candidate: Candidate) throws -> Int {
        try matches(inLaw: key(candidate.doc.address)).count - 1
    }

    /// All other passages of the index with the texts of some, whether they match or not.
    func sameTexts(_ candidates: [Candidate]) throws -> [DocAddress: [DocAddress]] {
        try comparer.addresses(withTextsOf: candidates.map(\.doc.address))
    }

    /// The near copies of a passage, whether they match or not, by authority; with the share of bigrams that they have in
    /// common with it.
    func nearCopies(of candidate: Candidate) throws -> [(address: DocAddress, share: Float)] {
        guard let copies, let group = candidate.group,
            let own = group.texts.first(where: { copies.passages(ofText: $0).contains(candidate.doc.address) })
        else { return [] }
        return try group.texts.filter { $0 != own }.flatMap { text in
            let share = try copies.share(own, text)
            return copies.passages(ofText: text).map { ($0, share) }
        }
    }

    /// The passage under which one is shown that has near copies: it, or another; nil where it has none.
    func passageShown(for address: DocAddress) throws -> TopDocs.ScoredDoc? {
        try copies?.prepare([address])
        guard let group = try copies?.group(of: address) else { return nil }
        var first: RankPosition?
        for place in try passages(of: group).compactMap(placeIfShown) {
            if try first.map({ try ranks.precedes(place, $0) }) ?? true { first = place }
        }
        guard let first else { return nil }
        var candidate = Candidate(
            TopDocs.ScoredDoc(address: first.address, score: first.score),
            fingerprint: try comparer.fingerprint(first.address))
        candidate.group = group
        return try standIn(for: candidate).doc
    }

    // MARK: What is shown once

    private func candidates(_ docs: [TopDocs.ScoredDoc]) throws -> [Candidate] {
        var kept = try docs.map { Candidate($0, fingerprint: try comparer.fingerprint($0.address)) }
        if question.excluded != nil { kept = try kept.filter { try !isExcluded($0.doc.address, $0.fingerprint) } }
        if options.collapsesLaws { kept = try firstOfLaws(kept) }
        return options.collapsesDuplicates ? try firstOfTexts(kept) : kept
    }

    private func isExcluded(_ address: DocAddress, _ fingerprint: UInt32) throws -> Bool {
        guard let excluded = question.excluded else { return false }
        if excluded.isWholeText, try key(excluded.address) == key(address) { return true }
        return try excluded.address == address
            || (comparer.fingerprint(excluded.address) == fingerprint && comparer.sayTheSame(excluded.address, address))
    }

    private func firstOfLaws(_ candidates: [Candidate]) throws -> [Candidate] {
        var seen: Set<SourcePlace> = []
        return try filter(candidates) { candidate in
            let law = try key(candidate.doc.address)
            guard seen.insert(law).inserted else { return false }
            return try position == nil || !matches(inLaw: law).contains { try isOnEarlierPage($0) }
        }
    }

    private func firstOfTexts(_ candidates: [Candidate]) throws -> [Candidate] {
        let elsewhere = position == nil ? [:] : try sameTexts(candidates)
        try copies?.prepare(candidates.map(\.doc.address))
        var seen: [UInt32: [DocAddress]] = [:]
        var seenGroups: Set<Int> = []
        var grouped: [DocAddress: NearCopyGroups.Group] = [:]
        var kept = try filter(candidates) { candidate in
            let address = candidate.doc.address
            if let group = try copies?.group(of: address) {
                guard seenGroups.insert(group.id).inserted else { return false }
                grouped[address] = group
                return try position == nil || !passages(of: group).contains { try wasShown($0) }
            }
            let earlier = seen[candidate.fingerprint] ?? []
            if try earlier.contains(where: { try comparer.sayTheSame($0, address) }) { return false }
            seen[candidate.fingerprint, default: []].append(address)
            return try !(elsewhere[address] ?? []).contains { try wasShown($0) }
        }
        for index in kept.indices { kept[index].group = grouped[kept[index].doc.address] }
        return kept
    }

    private func passages(of group: NearCopyGroups.Group) -> [DocAddress] {
        group.texts.flatMap { copies?.passages(ofText: $0) ?? [] }
    }

    /// What is shown at the place of a passage: of its near copies that the page could show the one of most authority,
    /// and of several the one that ranks first.
    private func standIn(for candidate: Candidate) throws -> Candidate {
        guard let copies, let group = candidate.group else { return candidate }
        var (best, place) = (candidate, candidate.position)
        for text in group.texts {
            let passages = copies.passages(ofText: text)
            // Of one text the passage that ranks first is shown, whatever its authority.
            if passages.contains(candidate.doc.address) { continue }
            for address in passages {
                guard let other = try placeIfShown(address) else { continue }
                let (own, others) = try (copies.authority(of: best.doc.address), copies.authority(of: address))
                guard try others < own || (others == own && ranks.precedes(other, place)) else { continue }
                best.doc.address = address
                best.doc.score = other.score
                place = other
            }
        }
        best.fingerprint = try comparer.fingerprint(best.doc.address)
        return best
    }

    /// Those that are kept: all, or a beginning of them when the time is up and there are enough for a page to show.
    private func filter(_ candidates: [Candidate], _ isKept: (Candidate) throws -> Bool) throws -> [Candidate] {
        var kept: [Candidate] = []
        for (index, candidate) in candidates.enumerated() {
            if index & 63 == 63 {
                if stop.isCancelled() { throw SearchError.cancelled }
                if kept.count >= HitFinder.hitsAtLeast && stop.isExpired() {
                    isCut = true
                    break
                }
            }
            if try isKept(candidate) { kept.append(candidate) }
        }
        return kept
    }

    /// Whether a passage was shown on an earlier page, or stood there for the same text.
    private func wasShown(_ address: DocAddress) throws -> Bool {
        guard let place = try placeIfShown(address) else { return false }
        return try isOnEarlierPage(place)
    }

    /// Where a passage would be shown if it had no copies; nil for one that would not be.
    private func placeIfShown(_ address: DocAddress) throws -> RankPosition? {
        guard let score = try scores.score(of: address) else { return nil }
        let place = RankPosition(score: score, address: address)
        if question.excluded != nil, try isExcluded(address, comparer.fingerprint(address)) { return nil }
        guard options.collapsesLaws else { return place }
        return try matches(inLaw: key(address)).contains { try ranks.precedes($0, place) } ? nil : place
    }

    private func isOnEarlierPage(_ place: RankPosition) throws -> Bool {
        guard let position else { return false }
        return try !ranks.precedes(position, place)
    }

    private func matches(inLaw law: SourcePlace) throws -> [RankPosition] {
        if let known = lawMatches[law] { return known }
        let found = try scores.matches(ofSource: law.source, in: law.segment).map {
            RankPosition(score: $0.score, address: $0.address)
        }
        lawMatches[law] = found
        return found
    }

    private func key(_ address: DocAddress) throws -> SourcePlace {
        SourcePlace(
            segment: address.segment, source: try view.snapshot.segments[address.segment].source(of: address.doc))
    }
}

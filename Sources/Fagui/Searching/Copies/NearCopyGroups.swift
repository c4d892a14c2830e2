internal import FaguiIndex
internal import FaguiSearch

/// Groups of near copies: a division of the passages of a view that depends on no query, so that pages agree on it.
///
/// Texts are taken in the order of their authority. One that is a near copy of a text that leads a group joins the first
/// such group; any other leads one. So each member is a near copy of the one that leads, and no chain of small differences
/// joins texts that are far apart. A group is worked out when one of its passages is asked for.
final class NearCopyGroups {
    /// Two or more texts with their passages.
    struct Group {
        /// The text that leads, by which groups are told apart.
        var id: Int
        /// Its texts, the one of most authority first.
        var texts: [Int]
    }

    private let texts: CopyTexts
    private let isCancelled: @Sendable () -> Bool
    /// The text that leads each text's group.
    private var leaders: [Int: Int] = [:]
    private var groups: [Int: Group] = [:]
    private var compared: [Pair: Bool] = [:]

    private struct Pair: Hashable {
        var low: Int
        var high: Int
    }

    /// - Returns: Nil where a part of the index was written without sketches, so that nothing is grouped.
    init?(_ view: ReadingState.View, isCancelled: @escaping @Sendable () -> Bool) throws {
        guard let texts = try CopyTexts(view) else { return nil }
        self.texts = texts
        self.isCancelled = isCancelled
    }

    /// Prepares for being asked about some passages, in one pass.
    func prepare(_ addresses: [DocAddress]) throws { try texts.load(addresses) }

    /// The group of a passage that was prepared; nil where it has no near copies.
    func group(of address: DocAddress) throws -> Group? {
        guard let number = try texts.number(of: address) else { return nil }
        let group = try group(ledBy: leader(of: number))
        return group.texts.count > 1 ? group : nil
    }

    /// The passages of a text, in index order.
    func passages(ofText text: Int) -> [DocAddress] { texts[text].addresses }

    /// The share of bigrams that two texts have in common.
    func share(_ a: Int, _ b: Int) throws -> Float { try texts.share(a, b) }

    /// The authority of a passage.
    func authority(of address: DocAddress) throws -> TextAuthority { try texts.authority(of: address) }

    // MARK: Grouping

    private func group(ledBy leader: Int) throws -> Group {
        if let known = groups[leader] { return known }
        var near: [Int] = []
        var others = try texts.likeTexts(leader)
        while let other = others.next(texts.precedes) {
            guard near.last != other, texts.precedes(leader, other), try areNearCopies(leader, other) else { continue }
            near.append(other)
        }
        try texts.load(texts: near)
        let group = Group(id: leader, texts: [leader] + (try near.filter { try self.leader(of: $0) == leader }))
        groups[leader] = group
        return group
    }

    /// A text of which the leader is sought, and the texts before it that are still to be asked.
    private struct Search {
        var text: Int
        var others: LikeTexts
        /// The near copy before it of which the leader is sought first.
        var pending: Int?
    }

    /// The text that leads the group of one. Not recursive, since chains may be long.
    private func leader(of number: Int) throws -> Int {
        if let known = leaders[number] { return known }
        var searches = [Search(text: number, others: try texts.likeTexts(number))]
        while var search = searches.popLast() {
            if isCancelled() { throw SearchError.cancelled }
            let text = search.text
            if let pending = search.pending, leaders[pending] == pending {
                leaders[text] = pending
                continue
            }
            search.pending = nil
            var leader: Int? = text
            while let other = search.others.next(texts.precedes), texts.precedes(other, text) {
                guard try areNearCopies(other, text) else { continue }
                guard let known = leaders[other] else {
                    search.pending = other
                    searches.append(search)
                    searches.append(Search(text: other, others: try texts.likeTexts(other)))
                    leader = nil
                    break
                }
                guard known == other else { continue }
                leader = other
                break
            }
            if let leader { leaders[text] = leader }
        }
        return leaders[number] ?? number
    }

    private func areNearCopies(_ a: Int, _ b: Int) throws -> Bool {
        guard texts.mayBeNearCopies(a, b) else { return false }
        let pair = Pair(low: min(a, b), high: max(a, b))
        if let known = compared[pair] { return known }
        let result = try texts.areNearCopies(a, b)
        compared[pair] = result
        return result
    }
}

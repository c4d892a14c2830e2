/// Pairs the articles of two wordings of a law, also where their numbers moved.
///
/// Articles are as similar as the pairs of characters that they share (Dice's coefficient). The pairing is the one of all
/// that keep the order with the largest sum of similarities; what then remains is paired across the order where it is very
/// similar, and by its number where it is hardly so.
struct ArticleAligner {
    /// An article to pair.
    struct Article {
        /// Its number in the law, as text.
        var locator: String
        /// Its words, without the number.
        var text: String
    }

    /// Below it two articles do not say the same thing.
    private static let similarityLimit: Float = 0.4
    /// What articles that left the order must have in common.
    private static let movedLimit: Float = 0.6
    /// What articles of one number must have in common.
    private static let sameNumberLimit: Float = 0.15
    /// The number tips the scale between articles that are equally similar.
    private static let numberBonus: Float = 0.05
    /// Pairs of characters that more articles have tell nothing, and would make the time quadratic.
    private static let commonLimit = 2_000

    /// Old articles that are looked at for a new one.
    private static let candidateLimit = 64

    private struct Candidate {
        var old: Int
        var new: Int
        var similarity: Float
    }

    /// Pairs articles.
    ///
    /// - Returns: For every new article the place of the old one; nil for one that was added.
    /// - Throws: `CancellationError`.
    static func align(_ old: [Article], _ new: [Article]) throws -> [Int?] {
        let candidates = try self.candidates(old, new)
        var pairs = inOrder(candidates, old, new)
        var isTaken = [Bool](repeating: false, count: old.count)
        for case let index? in pairs { isTaken[index] = true }
        func take(_ candidate: Candidate) {
            guard pairs[candidate.new] == nil, !isTaken[candidate.old] else { return }
            pairs[candidate.new] = candidate.old
            isTaken[candidate.old] = true
        }
        let rest = candidates.sorted { ($1.similarity, $0.new, $0.old) < ($0.similarity, $1.new, $1.old) }
        for candidate in rest where candidate.similarity >= movedLimit { take(candidate) }
        // What has no pairs of characters, or none but common ones, is no candidate.
        let byPlace = Dictionary(old.indices.map { (old[$0].locator, $0) }, uniquingKeysWith: { first, _ in first })
        for index in new.indices where pairs[index] == nil {
            guard let same = byPlace[new[index].locator], old[same].text.utf8.elementsEqual(new[index].text.utf8) else {
                continue
            }
            take(Candidate(old: same, new: index, similarity: 1))
        }
        for candidate in rest
        where candidate.similarity >= sameNumberLimit && old[candidate.old].locator == new[candidate.new].locator {
            take(candidate)
        }
        return pairs
    }

    // MARK: Similarity

    private static func bigrams(_ text: String) -> Set<UInt64> {
        var pairs: Set<UInt64> = []
        var last: UInt64 = 0
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
            pairs.insert(last << 32 | UInt64(scalar.value))
            last = UInt64(scalar.value)
        }
        return pairs
    }

    /// All pairs that have anything to do with each other.
    private static func candidates(_ old: [Article], _ new: [Article]) throws -> [Candidate] {
        var places: [UInt64: [Int]] = [:]
        var sizes: [Int] = []
        for (index, article) in old.enumerated() {
            let pairs = bigrams(article.text)
            sizes.append(pairs.count)
            for pair in pairs { places[pair, default: []].append(index) }
        }
        var found: [Candidate] = []
        var shared = [Int](repeating: 0, count: old.count)
        for (index, article) in new.enumerated() {
            try Task.checkCancellation()
            let pairs = bigrams(article.text)
            var touched: [Int] = []
            for pair in pairs {
                guard let holders = places[pair], holders.count <= commonLimit else { continue }
                for holder in holders {
                    if shared[holder] == 0 { touched.append(holder) }
                    shared[holder] += 1
                }
            }
            var own: [Candidate] = []
            for holder in touched {
                let similarity = 2 * Float(shared[holder]) / Float(sizes[holder] + pairs.count)
                if similarity >= sameNumberLimit {
                    own.append(Candidate(old: holder, new: index, similarity: similarity))
                }
                shared[holder] = 0
            }
            if own.count > candidateLimit {
                own.sort { ($1.similarity, $0.old) < ($0.similarity, $1.old) }
                own.removeSubrange(candidateLimit...)
            }
            found += own
        }
        return found
    }

    // MARK: Order

    /// The chain of pairs, each behind the one before on both sides, with the largest sum.
    private static func inOrder(_ candidates: [Candidate], _ old: [Article], _ new: [Article]) -> [Int?] {
        struct Link {
            var old: Int
            var new: Int
            var before: Int
        }
        // Best sums over prefixes of the old articles, in a Fenwick tree: index of the link that ends the chain.
        var links: [Link] = []
        var sums: [Float] = []
        var tree = [Int](repeating: -1, count: old.count + 1)
        func best(before end: Int) -> Int {
            var index = end
            var result = -1
            while index > 0 {
                if tree[index] >= 0, result < 0 || sums[tree[index]] > sums[result] { result = tree[index] }
                index &= index - 1
            }
            return result
        }
        func enter(_ link: Int, at place: Int) {
            var index = place + 1
            while index < tree.count {
                if tree[index] < 0 || sums[link] > sums[tree[index]] { tree[index] = link }
                index += index & -index
            }
        }
        var next = candidates.startIndex
        while next < candidates.endIndex {
            let row = candidates[next].new
            var added: [Int] = []
            while next < candidates.endIndex, candidates[next].new == row {
                let candidate = candidates[next]
                next += 1
                guard candidate.similarity >= similarityLimit else { continue }
                let before = best(before: candidate.old)
                let bonus = old[candidate.old].locator == new[candidate.new].locator ? numberBonus : 0
                sums.append((before < 0 ? 0 : sums[before]) + candidate.similarity + bonus)
                links.append(Link(old: candidate.old, new: candidate.new, before: before))
                added.append(links.count - 1)
            }
            // Entered when the row is done: an article is paired once.
            for link in added { enter(link, at: links[link].old) }
        }
        var pairs = [Int?](repeating: nil, count: new.count)
        var link = best(before: old.count)
        while link >= 0 {
            pairs[links[link].new] = links[link].old
            link = links[link].before
        }
        return pairs
    }
}

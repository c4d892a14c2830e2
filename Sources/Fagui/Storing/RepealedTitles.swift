internal import FaguiCorpus
internal import FaguiSearch

/// The titles of the texts that a source repeals, as one keyword: a `KeywordList` of keys of titles.
enum RepealedTitles {
    /// Titles that are kept; a decision that tidies up may repeal hundreds.
    private static let limit = 256

    static func keyword(_ titles: [String], ownKey: String) -> [UInt8] {
        let keys = titles.lazy.map { LawTitle($0).key }.filter { !$0.isEmpty && $0 != ownKey }.prefix(limit)
        return KeywordList.joined(keys.map { Array($0.utf8) })
    }
}

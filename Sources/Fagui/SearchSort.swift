internal import FaguiCorpus
internal import FaguiSearch
internal import FaguiText

/// What comes first among the passages that match. Passages that are equal in it are ordered by score, then by their
/// place in the index; what has no date, or no title, comes last.
public enum SearchSort: String, Sendable, CaseIterable {
    /// The best score.
    case score
    /// The newest text, by the date on which it was issued.
    case newest
    /// The oldest text, by the date on which it was issued.
    case oldest
    /// The text that came into force last.
    case newestEffective = "newest-effective"
    /// The text that came into force first.
    case oldestEffective = "oldest-effective"
    /// The titles in the order of pinyin.
    case title
    /// The highest legal force: the constitution, laws, regulations, rules…
    case level
}

extension SearchSort {
    /// The order by a column; nil for that by score.
    func order() throws -> DocumentOrder? {
        switch self {
        case .score: nil
        case .newest: DocumentOrder(.numbers(column: LibrarySchema.issuedColumn), isDescending: true)
        case .oldest: DocumentOrder(.numbers(column: LibrarySchema.issuedColumn))
        case .newestEffective: DocumentOrder(.numbers(column: LibrarySchema.effectiveColumn), isDescending: true)
        case .oldestEffective: DocumentOrder(.numbers(column: LibrarySchema.effectiveColumn))
        case .title: try Self.byTitle()
        case .level: DocumentOrder(.keywords(column: LibrarySchema.levelColumn) { Self.levelKey($0) })
        }
    }

    /// Levels by their rank; what is called otherwise comes behind them, in the order of its bytes.
    private static func levelKey(_ name: UnsafeRawBufferPointer) -> [UInt8] {
        let level = LegalLevel(rawValue: String(decoding: name, as: UTF8.self))
        return [UInt8(level?.rank ?? Int(UInt8.max))] + Array(name)
    }

    private static func byTitle() throws -> DocumentOrder {
        let collator = try collator.get()
        return DocumentOrder(.keywords(column: LibrarySchema.titleColumn) { collator.sortKey(of: $0) })
    }

    /// Opened once: that takes longer than a search.
    private static let collator = Result { try PinyinCollator() }
}

internal import FaguiSearch
internal import FaguiText

/// How much is asked beside what is typed.
public enum QueryExpanding: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// Other names of the same thing: 质检总局 and 国家质量监督检验检疫总局.
    case synonyms
    /// These, and the law's words for laypeople's: 配偶 for 老公.
    case all
}

/// Other names and the law's words: what is asked beside what is typed.
public struct SearchVocabulary: Sendable, Equatable {
    let vocabulary: QueryVocabulary
    /// A hash of the files; 0 stands for what comes with Fagui.
    let mark: UInt64

    /// What comes with Fagui.
    public static let shipped = SearchVocabulary(vocabulary: .shipped, mark: 0)

    private init(vocabulary: QueryVocabulary, mark: UInt64) {
        self.vocabulary = vocabulary
        self.mark = mark
    }

    /// Reads files of one's own, which take the places of those that come with Fagui.
    ///
    /// - Parameters:
    ///   - synonyms: Lines `name = name = …`, UTF-8; nil keeps the shipped ones.
    ///   - thesaurus: Lines of a lay word, a tab, and the law's words parted by spaces; nil keeps the shipped ones.
    /// - Throws: ``VocabularyFileError`` for a line that is not of the form, ``LibraryError``.
    public init(synonyms: [UInt8]? = nil, thesaurus: [UInt8]? = nil) throws {
        let analyzer = try Library.wrapping("") { try Analyzer(.current) }
        func read(_ kind: ExpansionKind, _ bytes: [UInt8]?) throws -> ExpansionFile {
            guard let bytes else { return .shipped(kind) }
            do {
                return try ExpansionFile(kind, bytes) { analyzer.folded($0) }
            } catch let error as VocabularyError {
                throw VocabularyFileError(isThesaurus: kind == .thesaurus, line: error.line, reason: error.reason)
            }
        }
        var hash = StableHash()
        for bytes in [synonyms, thesaurus] {
            hash.add(UInt64(bytes.map { $0.count + 1 } ?? 0))
            hash.add(bytes ?? [])
        }
        mark = synonyms == nil && thesaurus == nil ? 0 : hash.value
        vocabulary = QueryVocabulary(
            synonyms: try read(.synonyms, synonyms), thesaurus: try read(.thesaurus, thesaurus))
    }
}

/// A line of a file of synonyms, or of a thesaurus, that is not of its form.
public struct VocabularyFileError: Error, Sendable, Equatable {
    /// Whether it is the thesaurus' line.
    public var isThesaurus: Bool
    /// The line, from 1.
    public var line: Int
    /// What is wrong, to stand behind the line's name: "has no tab".
    public var reason: String
}

extension SearchOptions {
    /// How the query is read.
    var settings: QuerySettings {
        var parts = parts
        if expansion != .all { parts.remove(.thesaurus) }
        if expansion == .none { parts.remove(.synonyms) }
        var settings = QuerySettings(parts: parts, vocabulary: vocabulary.vocabulary)
        settings.threads = threads
        return settings
    }

    /// A hash of all that decides which passages are found and in which order; page by page it stays the same.
    func hash(of question: [String]) -> UInt64 {
        var hash = StableHash()
        for text in question + [sort.rawValue, expansion.rawValue] { hash.add(text) }
        for number in [parts.rawValue, collapsesDuplicates ? 1 : 0, collapsesLaws ? 1 : 0] { hash.add(UInt64(number)) }
        hash.add(vocabulary.mark)
        hash.add(UInt64(minimumMatch))
        // The day counts: what a page of yesterday has shown says nothing of today's.
        hash.add(UInt64(validity == .all ? 0 : validity.day.number))
        return hash.value
    }
}

extension SearchResults.Expansion {
    init(_ expansion: QueryExpansion) {
        self.init(
            typed: expansion.typed, targets: expansion.targets, source: expansion.source, weight: expansion.weight)
    }
}

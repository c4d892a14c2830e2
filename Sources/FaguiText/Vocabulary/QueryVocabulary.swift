/// What is asked beside what was typed: synonyms and a thesaurus.
package struct QueryVocabulary: Sendable, Equatable {
    package var synonyms: ExpansionFile?
    package var thesaurus: ExpansionFile?

    /// Joins two files; nil asks nothing beside.
    package init(synonyms: ExpansionFile?, thesaurus: ExpansionFile?) {
        self.synonyms = synonyms
        self.thesaurus = thesaurus
    }

    /// The files that come with Fagui.
    package static let shipped = QueryVocabulary(synonyms: .shipped(.synonyms), thesaurus: .shipped(.thesaurus))

    /// Nothing.
    package static let none = QueryVocabulary(synonyms: nil, thesaurus: nil)

    /// Characters of a text that are looked at; what is longer is no question of somebody's.
    static var characters: Int { 1_000 }
}

/// What is asked beside a part of what was typed.
package struct Expansion: Sendable, Hashable {
    package var kind: ExpansionKind
    /// The part, folded.
    package var typed: String
    /// Other names for it, each once.
    package var targets: [String]
}

extension QueryVocabulary {
    /// The parts of a text that have other names: the longest first; none overlaps another of its file.
    ///
    /// - Parameters:
    ///   - text: The folded text, UTF-8.
    ///   - isWholeWord: Whether the character at a byte is a word of its own.
    /// - Returns: One for each part and file.
    func expansions(of text: [UInt8], isWholeWord: @escaping (Int) -> Bool) -> [Expansion] {
        guard !text.isEmpty else { return [] }
        let scanner = ExpansionScanner(text, isWholeWord: isWholeWord)
        return [synonyms, thesaurus].compactMap { $0 }.flatMap { file in
            Self.longest(scanner.matches(in: file), in: text, file.kind)
        }
    }

    private static func longest(
        _ matches: [ExpansionScanner.Match], in text: [UInt8], _ kind: ExpansionKind
    ) -> [Expansion] {
        var taken: [Range<Int>] = []
        var found: [Expansion] = []
        let ordered = matches.sorted { a, b in
            a.range.count != b.range.count
                ? a.range.count > b.range.count : a.range.lowerBound < b.range.lowerBound
        }
        for match in ordered {
            // A name that stands on two lines has the targets of both.
            guard taken.contains(match.range) || !taken.contains(where: { $0.overlaps(match.range) }) else { continue }
            taken.append(match.range)
            let typed = String(decoding: text[match.range], as: UTF8.self)
            if let place = found.firstIndex(where: { $0.typed == typed }) {
                for target in match.targets where !found[place].targets.contains(target) {
                    found[place].targets.append(target)
                }
            } else {
                found.append(Expansion(kind: kind, typed: typed, targets: match.targets))
            }
        }
        return found
    }
}

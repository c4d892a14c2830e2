internal import FaguiUnicode

/// Completes what somebody types, by Han characters, pinyin (whole, initials, mixed) or both, and knows what else a query
/// that finds nothing may have meant.
///
/// - Concurrency: One value belongs to one thread.
package final class Suggester {
    private let readings: PinyinReadings
    private let folder: TextFolder
    package private(set) var phrasebook = Phrasebook()

    /// Opens ICU's tables.
    ///
    /// - Throws: ``TextError`` if ICU does not have them.
    package init(_ analysis: Analysis) throws {
        do {
            readings = try PinyinReadings()
            folder = try analysis.makeFolder()
        } catch let error as ICUError {
            throw TextError.icu(function: error.function, name: error.name)
        }
    }

    /// Adds a text that may be suggested.
    package func add(_ text: String, _ kind: Phrasebook.Kind) {
        phrasebook.add(text, fold(text).units, kind)
    }

    /// The texts that begin with, or hold, what was typed; the likeliest first.
    ///
    /// - Parameters:
    ///   - typed: What was typed so far.
    ///   - limit: Texts wanted.
    /// - Returns: At most `limit` texts.
    /// - Complexity: A pass over all texts.
    package func completions(of typed: String, limit: Int) -> [Phrasebook.Entry] {
        let typed = fold(typed)
        guard !typed.units.isEmpty, limit > 0 else { return [] }
        let matcher = PrefixMatcher(typed: typed, readings: readings)
        var found: [(grade: Int, place: Int)] = []
        for (place, entry) in phrasebook.entries.enumerated() {
            if let grade = Self.grade(entry, matcher) { found.append((grade, place)) }
        }
        let entries = phrasebook.entries
        found.sort { a, b in
            if a.grade != b.grade { return a.grade < b.grade }
            let (one, other) = (entries[a.place], entries[b.place])
            if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
            if one.units.count != other.units.count { return one.units.count < other.units.count }
            return one.count != other.count ? one.count > other.count : a.place < b.place
        }
        return found.prefix(limit).map { entries[$0.place] }
    }

    /// How well a text fits, 0 best; nil if it does not.
    private static func grade(_ entry: Phrasebook.Entry, _ matcher: PrefixMatcher) -> Int? {
        let units = entry.units
        let starts = entry.secondStart > 0 ? [0, entry.secondStart] : [0]
        for start in starts where matcher.matches(units[start...], allowsInitials: false) { return 0 }
        if matcher.typed.hasLetters {
            for start in starts where matcher.matches(units[start...], allowsInitials: true) { return 1 }
        }
        // Inside a text one character says too little.
        guard matcher.typed.units.count >= 2 else { return nil }
        for start in units.indices.dropFirst() where matcher.matches(units[start...], allowsInitials: false) {
            return 2
        }
        guard matcher.typed.hasLetters, matcher.typed.units.count >= 3 else { return nil }
        for start in units.indices.dropFirst() where matcher.matches(units[start...], allowsInitials: true) {
            return 3
        }
        return nil
    }

    /// What a query may have meant: the query with a part of it replaced by a known text that sounds the same or differs
    /// in one character; the likeliest first.
    ///
    /// Only for a query that finds nothing: an answer is never changed silently.
    package func corrections(of query: String, limit: Int) -> [String] {
        SpellingCorrector(phrasebook: phrasebook, readings: readings).corrections(of: query, limit: limit)
    }

    private func fold(_ text: String) -> TypedText {
        var text = text
        return text.withUTF8 { bytes in
            folder.fold(bytes, keepsOffsets: false)
            return TypedText(FoldedUnits(folder.folded))
        }
    }
}

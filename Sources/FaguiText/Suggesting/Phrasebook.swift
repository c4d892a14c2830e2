internal import FaguiUnicode

/// Texts that are worth suggesting: titles, headings, terms, each once, in folded form.
///
/// Built once for a commit and then only read.
package struct Phrasebook: Sendable {
    /// What a text is, in the order in which equally good suggestions are shown.
    package enum Kind: UInt8, Sendable, CaseIterable {
        case title, term, heading
    }

    /// One text.
    package struct Entry: Sendable {
        /// As it is shown.
        package var text: String
        package var kind: Kind
        /// How often it was added.
        package var count: Int
        /// Folded, without punctuation and white space, none of them empty.
        var units: [UInt16]
        /// Where, besides 0, a user may begin to type: behind 中华人民共和国.
        var secondStart: Int
    }

    package private(set) var entries: [Entry] = []
    private var places: [[UInt16]: Int] = [:]

    /// An empty one.
    package init() {}

    /// Adds a text; one that was there counts again and keeps its kind.
    mutating func add(_ text: String, _ units: [UInt16], _ kind: Kind) {
        guard !units.isEmpty, units.count <= Self.longest else { return }
        if let place = places[units] {
            entries[place].count += 1
            return
        }
        places[units] = entries.count
        let state = Self.nameOfState
        let start = units.count > state.count && units.starts(with: state) ? state.count : 0
        entries.append(Entry(text: text, kind: kind, count: 1, units: units, secondStart: start))
    }

    /// Units of a text above which it is no title that anybody would complete.
    private static var longest: Int { 80 }
    private static let nameOfState = Array("中华人民共和国".utf16)
}

internal import FaguiCorpus
internal import FaguiIndex

/// Compares wordings of laws.
struct LawComparer {
    private let view: ReadingState.View
    private let catalogue: LawCatalogue
    private let reader: PassageReader

    init(_ view: ReadingState.View, _ validity: Validity) throws {
        self.view = view
        catalogue = try view.validities.catalogue()
        reader = try PassageReader(view.snapshot, laws: LawDescriber(view, validity))
    }

    /// A wording with its articles.
    struct Text {
        var wording: LawWording
        var passages: [StoredPassage]
        /// The same for pairing: without their numbers.
        var articles: [ArticleAligner.Article]
    }

    /// Reads the texts of a wording.
    ///
    /// - Parameter sources: At least one.
    /// - Returns: The wording with its passages.
    /// - Throws: `corrupt`.
    func text(_ sources: [SourcePlace]) throws -> Text {
        let passages = try LawText(sources, view.snapshot, reader).distinctPassages
        let law = try reader.law(sources[0])
        let version = catalogue.work(of: sources[0]).map { $0.work.versions[$0.version] }
        func day(_ number: UInt32?) -> CalendarDay? { number.flatMap { $0 == 0 ? nil : CalendarDay(number: $0) } }
        let wording = LawWording(
            law: law, ids: try sources.map { try reader.law($0).id }, date: day(version?.date),
            effective: day(version?.ownEffective), repealed: day(version?.repealed), status: law.status ?? .inForce,
            articleCount: passages.count { LawPlace(locator: $0.locator) != nil })
        return Text(
            wording: wording, passages: passages,
            articles: passages.map {
                ArticleAligner.Article(locator: $0.locator, text: ArticleNumber.textWithoutNumber($0.text))
            })
    }

    /// Compares two wordings.
    ///
    /// - Parameters:
    ///   - old: The older wording.
    ///   - new: The newer one.
    ///   - words: Compares changed articles word by word; nil leaves that out.
    /// - Returns: All articles with what became of them.
    /// - Throws: `CancellationError`.
    func compare(_ old: Text, _ new: Text, words: WordDiffer?) throws -> LawComparison {
        let pairs = try ArticleAligner.align(old.articles, new.articles)
        let paired = Set(pairs.compactMap { $0 })
        var articles: [LawComparison.Article] = []
        var next = 0
        func addRemoved(upTo end: Int) {
            while next < end {
                if !paired.contains(next) { articles.append(.removed(old.passages[next], old.articles[next].text)) }
                next += 1
            }
        }
        for (index, pair) in pairs.enumerated() {
            try Task.checkCancellation()
            guard let pair else {
                articles.append(.added(new.passages[index], new.articles[index].text))
                continue
            }
            // What was removed stands before the first article that follows it in both.
            if pair >= next { addRemoved(upTo: pair) }
            articles.append(compare(old, pair, new, index, words))
        }
        addRemoved(upTo: old.passages.count)
        return LawComparison(old: old.wording, new: new.wording, articles: articles)
    }

    private func compare(_ old: Text, _ place: Int, _ new: Text, _ index: Int, _ words: WordDiffer?)
        -> LawComparison.Article
    {
        let before = old.articles[place]
        let after = new.articles[index]
        let isSame = before.text.utf8.elementsEqual(after.text.utf8)
        let kind: LawComparison.Article.Kind =
            isSame ? (before.locator == after.locator ? .unchanged : .renumbered) : .changed
        let pieces =
            isSame
            ? [LawComparison.Piece(kind: .same, text: after.text)] : words?.compare(before.text, after.text) ?? []
        return LawComparison.Article(kind: kind, old: old.passages[place], new: new.passages[index], pieces: pieces)
    }
}

extension LawComparison.Article {
    fileprivate static func removed(_ passage: StoredPassage, _ text: String) -> Self {
        Self(kind: .removed, old: passage, new: nil, pieces: [.init(kind: .deleted, text: text)])
    }

    fileprivate static func added(_ passage: StoredPassage, _ text: String) -> Self {
        Self(kind: .added, old: nil, new: passage, pieces: [.init(kind: .inserted, text: text)])
    }
}

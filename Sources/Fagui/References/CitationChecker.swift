internal import FaguiCorpus
internal import FaguiIndex

/// Checks the citations of documents against the laws of an index.
final class CitationChecker {
    private let view: ReadingState.View
    private let validity: Validity
    private let resolver: CitationResolver
    private let catalogue: LawCatalogue
    /// What became of places of other laws; nil for what is no law. A text may cite one place very often.
    private var known: [Cited: CitationCheck?] = [:]

    /// A place of another law, and what is said to stand there.
    private struct Cited: Hashable {
        var title: String
        var place: String
        var quotation: String?
    }

    /// Citations of one document that are checked; a quotation may take the time of reading a whole law.
    static let citationLimit = 10_000

    init(_ view: ReadingState.View, _ validity: Validity) throws {
        self.view = view
        self.validity = validity
        resolver = try CitationResolver(view, validity)
        catalogue = try view.validities.catalogue()
    }

    /// Checks the citations of a document.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - limit: Citations to check; the report tells how many were more.
    /// - Returns: A report.
    /// - Throws: `corrupt`, `CancellationError`.
    func check(_ document: SourceText, limit: Int = CitationChecker.citationLimit) throws -> CitationReport {
        // Of many documents no more is kept than of one.
        known = [:]
        var report = CitationReport(id: document.id, title: document.title, checks: [])
        let references = SourceReferences(document)
        var lines = LineCounter(document.text)
        for (index, passage) in document.passages.enumerated() {
            try Task.checkCancellation()
            for place in references.references(of: index) {
                guard report.checks.count < limit else {
                    report.uncheckedCount += 1
                    continue
                }
                try Task.checkCancellation()
                let start = passage.range.lowerBound
                let range = place.citation.range
                let text = String(
                    decoding: document.text[start + range.lowerBound..<start + range.upperBound], as: UTF8.self)
                let quotation = place.citation.quotation.map {
                    String(decoding: document.text[start + $0.lowerBound..<start + $0.upperBound], as: UTF8.self)
                }
                guard var check = try check(place, as: text, quotation: quotation, of: references, in: document) else {
                    continue
                }
                check.line = lines.line(at: start + range.lowerBound)
                report.checks.append(check)
            }
        }
        return report
    }

    private func check(
        _ place: SourceReferences.Place, as text: String, quotation: String?, of references: SourceReferences,
        in document: SourceText
    ) throws -> CitationCheck? {
        let reference = place.reference
        var check = CitationCheck(
            line: 0, citation: text, place: reference.place, title: "", quotation: quotation, verdict: .ok, message: "",
            ids: [])
        switch reference.law {
        case .own where references.hasArticles:
            // 本法 and 前款 are the document's own.
            guard !reference.place.isEmpty else { return nil }
            check.title = document.title
            if reference.state != .found {
                check.verdict = .noSuchPlace
                check.message = "The document itself has no \(reference.place)."
            }
        case .own, .unknown:
            // 前款 and 本章 of a text without articles name nothing that could be looked up.
            guard reference.first.article != nil else { return nil }
            check.verdict = .ambiguous
            check.message = "It does not say of which law."
        case .named(let title):
            let key = Cited(title: title, place: reference.place, quotation: quotation)
            let found = if let known = known[key] { known } else { try lookUp(title, reference, check) }
            known.updateValue(found, forKey: key)
            guard let found else { return nil }
            check = found
            check.citation = text
        }
        return check
    }

    /// What became of a place of another law; nil for what is no law.
    private func lookUp(
        _ title: String, _ reference: ResolvedReference, _ open: CitationCheck
    ) throws -> CitationCheck? {
        var check = open
        check.title = LawTitle(title).name
        let cited = try resolver.resolve(reference, of: title)
        if cited.failure?.reason == .noSuchLaw, reference.place.isEmpty, !WorkKey.namesLaw(LawTitle(title).key) {
            // 《质量月报》 is no law.
            return nil
        }
        try judge(cited, title, reference, &check)
        return check
    }

    private func judge(
        _ cited: CitedPassages, _ title: String, _ reference: ResolvedReference, _ check: inout CitationCheck
    ) throws {
        if let law = cited.law { check.title = law.title }
        check.message = cited.failure?.message ?? cited.note ?? ""
        switch cited.failure?.reason {
        case .noSuchLaw, .noSuchVersion: check.verdict = .notInCorpus
        case .ambiguous: check.verdict = .ambiguous
        case .noSuchPlace:
            check.verdict = .noSuchPlace
            if let older = try otherWording(of: cited.law, saying: nil, at: reference, title) {
                check.message += " The wording of \(older) has it."
            }
        case nil:
            if !reference.place.isEmpty { check.ids = cited.passages.map(\.id) }
            try judgeState(cited, title, reference, &check)
        }
    }

    private func judgeState(
        _ cited: CitedPassages, _ title: String, _ reference: ResolvedReference, _ check: inout CitationCheck
    ) throws {
        switch cited.law?.status {
        case .repealed:
            check.verdict = .repealed
            check.message = "\(check.title) is not in force as of \(validity.day)."
        case .notYetInForce:
            check.verdict = .notYetInForce
            check.message = "\(check.title) is not in force as of \(validity.day)."
        case .amended:
            check.verdict = .superseded
            check.message = "A later wording of \(check.title) is in force."
        case .inForce, nil: break
        }
        guard let quotation = check.quotation, !reference.place.isEmpty else { return }
        let quoted = QuotedText(quotation)
        if cited.passages.contains(where: { quoted.stands(in: $0.text) }) { return }
        guard check.verdict == .ok else { return }
        if let older = try otherWording(of: cited.law, saying: quoted, at: reference, title) {
            check.verdict = .superseded
            check.message = "That is what the wording of \(older) says."
        } else if let moved = try place(of: quoted, in: cited.law) {
            check.verdict = .renumbered
            check.message = "That is \(moved) now."
        } else {
            check.verdict = .textDiffers
            check.message = "It does not say what is quoted."
        }
    }

    // MARK: Where else it may stand

    /// The day of another wording that has a place, and says something there.
    private func otherWording(
        of law: LawReference?, saying quoted: QuotedText?, at reference: ResolvedReference, _ title: String
    ) throws -> CalendarDay? {
        guard let law, let own = try catalogue.work(of: source(of: law)) else { return nil }
        for (index, version) in own.work.versions.enumerated().reversed()
        where index != own.version && version.date > 0 {
            try Task.checkCancellation()
            let day = CalendarDay(number: version.date)
            let found = try resolver.resolve(reference, of: "\(LawTitle(title).name)（\(day)）")
            guard found.failure == nil else { continue }
            if let quoted, !found.passages.contains(where: { quoted.stands(in: $0.text) }) { continue }
            return day
        }
        return nil
    }

    /// The locator of the passage of a law that says something.
    private func place(of quoted: QuotedText, in law: LawReference?) throws -> String? {
        guard let law else { return nil }
        let source = try source(of: law)
        let sources = catalogue.work(of: source).map { $0.work.versions[$0.version].sources } ?? [source]
        return try resolver.text(sources).distinctPassages.first { quoted.stands(in: $0.text) }?.locator
    }

    private func source(of law: LawReference) throws -> SourcePlace {
        guard let found = try view.snapshot.source(withID: Array(law.id.utf8)) else {
            throw LibraryError(.notFound, "Nothing has the id \(law.id).", path: law.id)
        }
        return SourcePlace(segment: found.segment, source: found.source)
    }
}

/// What is quoted, as it compares with a text: letters, ideographs and digits alone; what …… leaves out may be anything.
struct QuotedText {
    private let pieces: [[UInt32]]

    init(_ quotation: String) {
        pieces = quotation.unicodeScalars.split { $0 == "…" }.map { Self.letters($0) }.filter { !$0.isEmpty }
    }

    /// Whether a text has the pieces in their order.
    func stands(in text: String) -> Bool {
        let letters = Self.letters(text.unicodeScalars)
        var start = 0
        for piece in pieces {
            guard let found = Self.index(of: piece, in: letters, from: start) else { return false }
            start = found + piece.count
        }
        return true
    }

    private static func letters(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt32] {
        scalars.compactMap { scalar in
            // Letters and digits in full width are the same as others.
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            guard let plain = Unicode.Scalar(value),
                plain.properties.isAlphabetic || plain.properties.numericType != nil
            else { return nil }
            return value
        }
    }

    /// Knuth, Morris and Pratt: both texts may be anybody's.
    private static func index(of piece: [UInt32], in text: [UInt32], from start: Int) -> Int? {
        guard piece.count <= text.count - start else { return nil }
        var borders = [Int](repeating: 0, count: piece.count)
        var length = 0
        for index in piece.indices.dropFirst() {
            while length > 0, piece[index] != piece[length] { length = borders[length - 1] }
            if piece[index] == piece[length] { length += 1 }
            borders[index] = length
        }
        length = 0
        for index in start..<text.count {
            while length > 0, text[index] != piece[length] { length = borders[length - 1] }
            if text[index] == piece[length] { length += 1 }
            if length == piece.count { return index - length + 1 }
        }
        return nil
    }
}

/// The numbers of lines at bytes that are asked for in ascending order.
private struct LineCounter {
    private let text: [UInt8]
    private var offset = 0
    private var line = 1

    init(_ text: [UInt8]) { self.text = text }

    mutating func line(at byte: Int) -> Int {
        if byte < offset { (offset, line) = (0, 1) }
        while offset < byte {
            let isPair = text[offset] == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A
            if text[offset] == 0x0A || text[offset] == 0x0D && !isPair { line += 1 }
            offset += 1
        }
        return line
    }
}

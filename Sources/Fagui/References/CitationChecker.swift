internal import FaguiCorpus
internal import FaguiIndex

/// Checks the citations of documents against the laws of an index.
final class CitationChecker {
    private let validity: Validity
    private let resolver: CitationResolver
    /// Where else something stands that is quoted.
    private let wordings: WordingFinder
    /// What became of places of other laws; nil for what is no law. A text may cite one place very often.
    private var known: [Cited: CitationCheck?] = [:]
    /// What became of quotations.
    private var compared: [Quoted: Comparison] = [:]

    /// A place of another law.
    private struct Cited: Hashable {
        var title: String
        var place: String
    }

    /// What is said to stand in places of another law.
    private struct Quoted: Hashable {
        var title: String
        var places: [String]
        var quotation: WrittenQuotation
    }

    /// Citations of one document that are checked; a quotation may take the time of reading a whole law.
    static let citationLimit = 10_000

    init(_ view: ReadingState.View, _ validity: Validity) throws {
        self.validity = validity
        resolver = try CitationResolver(view, validity)
        wordings = WordingFinder(
            resolver: resolver, catalogue: try view.validities.catalogue(), snapshot: view.snapshot)
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
        compared = [:]
        var report = CitationReport(id: document.id, title: document.title, checks: [])
        let references = SourceReferences(document)
        var lines = LineCounter(document.text)
        var laws = NamedLaws()
        for stretch in references.stretches {
            try Task.checkCancellation()
            let text = document.text[stretch.range]
            for cited in references.cited(in: stretch, after: &laws) {
                let room = max(0, limit - report.checks.count)
                report.uncheckedCount += max(0, cited.references.count - room)
                guard room > 0 else { continue }
                let line = lines.line(at: stretch.range.lowerBound + cited.citation.range.lowerBound)
                for var check in try check(cited, in: text, upTo: room, of: references, in: document) {
                    check.line = line
                    report.checks.append(check)
                }
            }
        }
        return report
    }

    /// Checks the entries of a citation.
    private func check(
        _ cited: SourceReferences.Cited, in text: ArraySlice<UInt8>, upTo limit: Int, of references: SourceReferences,
        in document: SourceText
    ) throws -> [CitationCheck] {
        let range = cited.citation.range
        let start = text.startIndex
        let written = String(decoding: text[start + range.lowerBound..<start + range.upperBound], as: UTF8.self)
        var checks: [CitationCheck] = []
        for reference in cited.references.prefix(limit) {
            try Task.checkCancellation()
            if let check = try check(reference, as: written, of: references, in: document) { checks.append(check) }
        }
        if let quotation = WrittenQuotation(cited.citation, in: text) {
            try compare(quotation, with: cited.references, &checks)
        }
        return checks
    }

    private func check(
        _ reference: ResolvedReference, as text: String, of references: SourceReferences, in document: SourceText
    ) throws -> CitationCheck? {
        var check = CitationCheck(
            line: 0, citation: text, place: reference.place, title: "", quotation: nil, verdict: .ok, message: "",
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
            let key = Cited(title: title, place: reference.place)
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
        check.message = cited.failure?.message ?? cited.notes.joined(separator: " ")
        switch cited.failure?.reason {
        case .noSuchLaw, .noSuchVersion: check.verdict = .notInCorpus
        case .ambiguous: check.verdict = .ambiguous
        case .noSuchPlace:
            check.verdict = .noSuchPlace
            if let older = try wordings.other(than: cited.law, saying: nil, at: reference, title) {
                check.message += " The wording of \(older) has it."
            }
        case nil:
            if !reference.place.isEmpty { check.ids = cited.passages.map(\.id) }
            judgeState(cited, &check)
        }
    }

    private func judgeState(_ cited: CitedPassages, _ check: inout CitationCheck) {
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
    }

    // MARK: Quotations

    /// Compares what is quoted with all that a citation names.
    private func compare(
        _ quotation: WrittenQuotation, with references: [ResolvedReference], _ checks: inout [CitationCheck]
    ) throws {
        func quote() { for index in checks.indices { checks[index].quotation = quotation.text } }
        let titles = Set(references.map(\.law))
        guard titles.count == 1, case .named(let title) = titles.first,
            checks.contains(where: { $0.verdict == .ok || $0.verdict == .noSuchPlace })
        else { return quote() }
        let key = Quoted(title: title, places: references.map(\.place), quotation: quotation)
        let comparison =
            if let known = compared[key] { known } else { try wordings.compare(quotation, with: references, of: title) }
        compared[key] = comparison
        guard comparison != .catchword else { return }
        quote()
        for index in checks.indices { comparison.judge(&checks[index]) }
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

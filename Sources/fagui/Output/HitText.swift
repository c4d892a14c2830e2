internal import Fagui

/// Hits as people read them.
struct HitText {
    /// The colours.
    var style: Style
    /// Columns to keep to, or nil for one line each.
    var width: Int?

    /// Places of one text that are named; of more only the number is given.
    private static var placesShown: Int { 5 }

    /// The line above the hits: how many passages match, and the time.
    func summary(of results: SearchResults) -> String {
        "\(count(results.total)) (\(NumberText.duration(microseconds: results.tookMicroseconds)))"
    }

    /// What was asked beside a part of the query.
    func line(of expansion: SearchResults.Expansion) -> String {
        let names = expansion.targets.joined(separator: ", ")
        let weight = NumberText.fixed(Double(expansion.weight), 2)
        return Terminal.sanitized("\(expansion.typed): also \(names) (\(expansion.source), weight \(weight))")
    }

    /// What to say where all that matches was passed over.
    func emptiness(of total: TotalHits, from offset: Int) -> String {
        "\(count(total)); none from \(Self.first(behind: offset)) on."
    }

    /// The rank of the first hit behind those that are passed over.
    static func first(behind offset: Int) -> String { NumberText.grouped(max(offset, offset &+ 1)) }

    private func count(_ total: TotalHits) -> String {
        "\(total.relation == .atLeast ? "at least " : "")\(NumberText.count(total.value, "passage"))"
    }

    /// The lines of one hit, without the empty line between two.
    func lines(of hit: Hit) -> [String] {
        let rank = String(hit.rank)
        let indent = max(3, rank.utf8.count + 1) + 1
        var head = StyledText()
        head.append(Terminal.sanitized(hit.law.title), .title)
        if !head.pieces.isEmpty && !hit.locator.isEmpty { head.append("  ") }
        head.append(Terminal.sanitized(hit.locator), .locator)
        if !head.pieces.isEmpty { head.append("  ") }
        // An article that was cited has no score.
        if hit.score > 0 { head.append(NumberText.fixed(Double(hit.score), 3), .faint) }

        var blocks = [head]
        blocks.append(StyledText(hit.headings.joined(separator: " › ")))
        blocks.append(styled(hit.snippet))
        blocks.append(validity(of: hit.law))
        blocks.append(StyledText(facts(of: hit.law), .faint))
        blocks.append(StyledText(hit.id, .faint, isWhole: true))
        blocks.append(places("also at:", hit.duplicates.map { ($0, "") }))
        blocks.append(places("near copies at:", hit.nearDuplicates.map { ($0.id, " (\(percent($0.similarity)))") }))
        if let others = hit.othersInLaw, others > 0 {
            blocks.append(StyledText("and \(NumberText.count(others, "other passage")) of this text", .faint))
        }

        var lines: [String] = []
        for block in blocks where !block.pieces.isEmpty {
            for line in block.lines(width: width.map { max($0 - indent, 10) }) {
                let margin = lines.isEmpty ? padded(rank, to: indent) : String(repeating: " ", count: indent)
                lines.append(margin + line.rendered(style))
            }
        }
        if let explanation = hit.explanation {
            lines += self.lines(of: explanation, indent: indent)
        }
        return lines
    }

    /// What is known of a text, each thing once: its head may say a thing several times, and these lines stand at each of
    /// its passages.
    private func facts(of law: LawReference) -> String {
        var seen: Set<String> = []
        return law.metadata.filter { !Self.unshown.contains($0.key) && seen.insert($0.key).inserted }
            .map { "\($0.key) \($0.value)" }.joined(separator: " · ")
    }

    /// Remarks, which may be long, and names that the title has.
    private static let unshown: Set<String> = ["note", "short_title", "repeals"]

    /// That a text is not in force, or may not be the wording asked for.
    private func validity(of law: LawReference) -> StyledText {
        var parts: [String] = []
        if let status = law.status, status != .inForce { parts.append("[\(status.rawValue)]") }
        if let note = law.wordingNote { parts.append(note) }
        return StyledText(parts.joined(separator: " "), .highlight)
    }

    private func padded(_ rank: String, to indent: Int) -> String {
        String(repeating: " ", count: indent - 1 - rank.utf8.count) + rank + " "
    }

    private func percent(_ share: Float) -> String { "\(Int((share * 100).rounded()))%" }

    /// Ids of passages, with what is said of each behind it.
    private func places(_ lead: String, _ places: [(id: String, remark: String)]) -> StyledText {
        var text = StyledText()
        guard !places.isEmpty else { return text }
        text.append(lead, .faint)
        let named = places.prefix(Self.placesShown)
        for (index, place) in named.enumerated() {
            text.append(" ", .faint)
            // The comma goes with the id, so that no line begins with one.
            let comma = index < named.count - 1 ? "," : ""
            let id = Terminal.sanitized(place.id)
            text.append(place.remark.isEmpty ? id + comma : id, .faint, isWhole: true)
            if !place.remark.isEmpty { text.append(place.remark + comma, .faint) }
        }
        let more = places.count - named.count
        if more > 0 { text.append(" and \(NumberText.count(more, "more place"))", .faint) }
        return text
    }

    /// The snippet with its matches marked and with marks where it was cut.
    func styled(_ snippet: Snippet) -> StyledText {
        var text = StyledText()
        guard !snippet.text.isEmpty else { return text }
        if snippet.isCutBefore { text.append("…") }
        let scalars = Array(snippet.text.unicodeScalars)
        var place = 0
        func append(_ range: Range<Int>, _ role: Style.Role) {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
            text.append(Terminal.sanitized(String(view)), role)
        }
        for highlight in snippet.highlights where highlight.lowerBound >= place {
            append(place..<highlight.lowerBound, .plain)
            append(highlight, .highlight)
            place = highlight.upperBound
        }
        if place < scalars.count { append(place..<scalars.count, .plain) }
        if snippet.isCutAfter { text.append("…") }
        return text
    }

    private func lines(of explanation: ScoreExplanation, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        return ExplanationTree.lines(of: explanation).map { margin + style.render($0, .faint) }
    }
}

internal import Fagui

/// What articles cite and who cites them, as people read it.
struct ReferencesText {
    var style: Style
    /// Columns to keep to, or nil to leave lines as they are.
    var width: Int?

    func write(_ references: LawReferences, to output: Output) {
        var last: LawReference?
        for passage in references.passages.prefix(Self.passagesShown) {
            if last != passage.law { write(StyledText(passage.law.title, .title), to: output) }
            write(StyledText("\(passage.locator)  \(passage.id)", .locator), to: output)
            last = passage.law
        }
        let more = references.passages.count - Self.passagesShown
        if more > 0 { output.write(line: "and \(NumberText.count(more, "more passage"))") }

        output.write("\n")
        output.write(line: "cites \(NumberText.count(references.cites.count, "place"))")
        for reference in references.cites {
            var line = StyledText()
            line.append("  " + Terminal.sanitized(reference.text), .highlight)
            line.append(" → " + Terminal.sanitized("\(reference.title)\(reference.place)"))
            line.append(Self.remark(on: reference), .faint)
            write(line, to: output)
        }

        output.write("\n")
        output.write(line: "cited by \(NumberText.count(references.citedByCount, "passage"))")
        for passage in references.citedBy {
            var line = StyledText()
            line.append("  " + Terminal.sanitized("\(passage.law.title)  \(passage.locator)"), .locator)
            line.append("  " + Terminal.sanitized(passage.text))
            write(line, to: output)
            write(StyledText("    \(passage.id)", .faint, isWhole: true), to: output)
        }
    }

    /// Articles of a law as a whole that are named.
    private static let passagesShown = 5

    private static func remark(on reference: LawReferences.Outgoing) -> String {
        var parts: [String] = []
        switch reference.state {
        case .found: break
        case .notInIndex: parts.append("not in the index")
        case .unclear: parts.append("it is not clear which law")
        case .noSuchPlace: parts.append("there is no such place")
        }
        if let status = reference.status, status != .inForce { parts.append(status.rawValue) }
        return parts.isEmpty ? "" : "  (\(parts.joined(separator: "; ")))"
    }

    private func write(_ text: StyledText, to output: Output) {
        for line in text.lines(width: width) { output.write(line: line.rendered(style)) }
    }
}

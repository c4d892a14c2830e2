internal import Fagui

/// Whole passages as people read them.
struct PassageText {
    var style: Style

    /// Writes passages; what is the same as above them (the text's title, the headings) is not said again.
    func write(_ passages: [StoredPassage], to output: Output) {
        var last: StoredPassage?
        for passage in passages {
            if last != nil { output.write("\n") }
            if last?.law != passage.law { write(passage.law, to: output) }
            if last?.law != passage.law || last?.headings != passage.headings, !passage.headings.isEmpty {
                output.write(line: Terminal.sanitized(passage.headings.joined(separator: " › ")))
            }
            let locator = style.render(Terminal.sanitized(passage.locator), .locator)
            output.write(line: "\(locator)  \(style.render(Terminal.sanitized(passage.id), .faint))")
            output.write(line: Terminal.sanitized(passage.text, keepingLines: true))
            last = passage
        }
    }

    private func write(_ law: LawReference, to output: Output) {
        if !law.title.isEmpty { output.write(line: style.render(Terminal.sanitized(law.title), .title)) }
        var facts = law.metadata.mergingRepeatedKeys().map { "\($0.key) \($0.value)" }
        facts.append(law.path)
        output.write(line: style.render(Terminal.sanitized(facts.joined(separator: " · ")), .faint))
    }
}

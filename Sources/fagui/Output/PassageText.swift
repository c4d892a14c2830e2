internal import Fagui

/// Whole passages as people read them.
struct PassageText {
    var style: Style
    /// Columns to keep to, or nil to leave lines as they are.
    var width: Int?

    /// Writes passages; what is the same as above them (the text's title, the headings) is not said again.
    func write(_ passages: [StoredPassage], to output: Output) {
        var last: StoredPassage?
        for passage in passages {
            if last != nil { output.write("\n") }
            if last?.law != passage.law { write(passage.law, to: output) }
            if last?.law != passage.law || last?.headings != passage.headings, !passage.headings.isEmpty {
                write(StyledText(passage.headings.joined(separator: " › ")), to: output)
            }
            var head = StyledText(passage.locator, .locator)
            if !head.pieces.isEmpty { head.append("  ") }
            head.append(Terminal.sanitized(passage.id), .faint, isWhole: true)
            write(head, to: output)
            write(passage.text, to: output)
            last = passage
        }
    }

    private func write(_ law: LawReference, to output: Output) {
        if !law.title.isEmpty { write(StyledText(law.title, .title), to: output) }
        if let status = law.status, status != .inForce {
            write(StyledText("[\(status.rawValue)]", .highlight), to: output)
        }
        var facts = StyledText()
        for entry in law.metadata.mergingRepeatedKeys() {
            let origin = entry.origin == .stated ? "" : " (\(entry.origin.rawValue))"
            facts.append(Terminal.sanitized("\(entry.key) \(entry.value)\(origin) · "), .faint)
        }
        facts.append(Terminal.sanitized(law.path), .faint, isWhole: true)
        write(facts, to: output)
    }

    private func write(_ text: String, to output: Output) {
        let text = Terminal.sanitized(text, keepingLines: true)
        guard width != nil else { return output.write(line: text) }
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            // Tabs become spaces: how wide one is depends on its place in the line.
            write(StyledText(String(line)), to: output)
        }
    }

    private func write(_ text: StyledText, to output: Output) {
        for line in text.lines(width: width) { output.write(line: line.rendered(style)) }
    }
}

internal import Fagui

/// Two wordings of a law side by side, as people read them.
struct ComparisonText {
    var style: Style
    /// Columns to keep to, or nil to leave lines as they are.
    var width: Int?
    /// Whether articles that are the same are shown too.
    var showsAll: Bool

    func write(_ comparison: LawComparison, to output: Output) {
        for (mark, wording) in [("-", comparison.old), ("+", comparison.new)] {
            write(StyledText("\(mark) \(Self.name(wording))", .title), to: output)
        }
        output.write(line: Self.summary(comparison))
        for article in comparison.articles where showsAll || article.kind != .unchanged {
            output.write("\n")
            write(StyledText(Self.heading(article), .locator), to: output)
            if article.kind != .renumbered || showsAll { write(article.pieces, to: output) }
        }
    }

    /// The title of a wording with its days.
    static func name(_ wording: LawWording) -> String {
        var parts = [wording.law.title]
        if let date = wording.date { parts.append("\(date)") }
        parts.append(wording.status.rawValue)
        return parts.joined(separator: "  ")
    }

    /// How many articles something became of.
    static func summary(_ comparison: LawComparison) -> String {
        let kinds: [LawComparison.Article.Kind] = [.changed, .added, .removed, .renumbered, .unchanged]
        return kinds.map { "\(comparison.count(of: $0)) \($0.rawValue)" }.joined(separator: ", ")
    }

    /// 第二十一条 → 第二十六条 (changed)
    static func heading(_ article: LawComparison.Article) -> String {
        let old = article.old?.locator
        let new = article.new?.locator
        let place =
            switch (old, new) {
            case (let old?, let new?): old.utf8.elementsEqual(new.utf8) ? new : "\(old) → \(new)"
            case (let one?, nil), (nil, let one?): one
            case (nil, nil): ""
            }
        return "\(place) (\(article.kind.rawValue))"
    }

    private func write(_ pieces: [LawComparison.Piece], to output: Output) {
        var line = StyledText()
        for piece in pieces {
            let lines = piece.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, part) in lines.enumerated() {
                if index > 0 {
                    write(line, to: output)
                    line = StyledText()
                }
                line.append(marked(Terminal.sanitized(String(part)), piece.kind), Self.role(piece.kind))
            }
        }
        if !line.pieces.isEmpty { write(line, to: output) }
    }

    /// Without colours marks say what the colours would.
    private func marked(_ text: String, _ kind: LawComparison.Piece.Kind) -> String {
        guard !style.isOn, !text.isEmpty else { return text }
        switch kind {
        case .same: return text
        case .deleted: return "[-\(text)-]"
        case .inserted: return "{+\(text)+}"
        }
    }

    private static func role(_ kind: LawComparison.Piece.Kind) -> Style.Role {
        switch kind {
        case .same: .plain
        case .deleted: .deleted
        case .inserted: .inserted
        }
    }

    private func write(_ text: StyledText, to output: Output) {
        for line in text.lines(width: width) { output.write(line: line.rendered(style)) }
    }
}

/// Leaves as people read them.
extension LeafKey {
    /// What is looked for: a word, the beginning of one with `*`, the text of a phrase of grams, `质量 NEAR/5 安全`, or what
    /// a filter says.
    ///
    /// Where a phrase leaves places out, they are punctuation, and any will do.
    var text: String { filter?.label ?? shape.map { text(of: $0) } ?? text(of: elements[...]) }

    private func text(of shape: SpanShape) -> String {
        switch shape {
        case .phrase(let range, _): return text(of: elements[range])
        case .any(let choices): return "(\(choices.map { text(of: $0) }.joined(separator: " OR ")))"
        case .near(let a, let b, let most, let isOrdered, let marks):
            let distance = most < SpanLimits.most ? "/\(most)" : ""
            // Marks tell what was asked for: the ends of a run, of paragraphs, or of sentences too.
            if marks.contains(where: { elements[$0].pattern != nil }) { return "(\(text(of: a)) * \(text(of: b)))" }
            let names = [isOrdered ? "BEFORE" : "NEAR", "PARAGRAPH", "SENTENCE"]
            if marks.count >= names.count { return "(\(text(of: a)) \(text(of: b)))" }
            return "(\(text(of: a)) \(names[marks.count])\(distance) \(text(of: b)))"
        case .sequence(let parts, let most):
            return "(\(parts.map { text(of: $0) }.joined(separator: " ")))~\(most)"
        }
    }

    private func text(of elements: ArraySlice<Element>) -> String {
        var text = ""
        for (element, next) in zip(elements, elements.dropFirst()) {
            let own = Array(element.text.unicodeScalars)
            // A gram's second character is the next one's first; a term that is no gram stands whole.
            let isNext = next.offset == element.offset + 1
            let isGram = own.count <= 2
            var scalars = String.UnicodeScalarView()
            scalars.append(contentsOf: isNext && isGram ? own.prefix(1)[...] : own[...])
            text += String(scalars)
            let gap = Int(next.offset) - Int(element.offset) - (isGram ? own.count : 1)
            // White space ends a run as well, and takes no place.
            let isBroken = own.count == 1 && isNext
            if gap > 0 { text += String(repeating: "，", count: gap) } else if isBroken || !isGram { text += " " }
        }
        return text + (elements.last?.text ?? "")
    }
}

extension LeafKey.Element {
    /// The term without the mark of a run's end, which nobody needs to see.
    var text: String {
        if let pattern {
            let pieces = pattern.pieces.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "*")
            return (pattern.isAtStart ? "" : "*") + pieces + (pattern.isAtEnd ? "" : "*")
        }
        var text = String(decoding: bytes, as: UTF8.self)
        if text.last == " " { text.removeLast() }
        return isPrefix ? text + "*" : text
    }
}

/// Leaves as people read them.
extension LeafKey {
    /// What is looked for: a word, the beginning of one with `*`, or the text of a phrase of grams.
    ///
    /// Where a phrase leaves places out, they are punctuation, and any will do.
    var text: String {
        guard isPhrase else { return elements.first?.text ?? "" }
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
        var text = String(decoding: bytes, as: UTF8.self)
        if text.last == " " { text.removeLast() }
        return isPrefix ? text + "*" : text
    }
}

internal import FaguiCorpus

/// Whether a text is a law by its title, which ranks above the rules that detail it.
///
/// A question is mostly answered by a law, while regulations and interpretations of it repeat more of the question's
/// words. So the passages of laws count as shorter than they are; that is free at query time, and pruning needs to know
/// nothing of it.
enum LegalRank {
    /// By how much the length of a law's passage counts.
    static let lawLengthFactor: Float = 0.4

    /// The factor for the body of a text with this title.
    static func lengthFactor(title: String) -> Float { isLaw(title) ? lawLengthFactor : 1 }

    /// By how much the length of what is not the body of its text counts: repeated blocks, lists of links, page furniture.
    static let sideLengthFactor: Float = 4

    /// The factor for a passage of a kind, so that it stands behind hits that are otherwise close.
    static func lengthFactor(kind: Passage.Kind) -> Float { kind == .body ? 1 : sideLengthFactor }

    /// Whether a title is that of a law of the National People's Congress: 中华人民共和国…法 or …法典, whatever stands in
    /// brackets behind.
    static func isLaw(_ title: String) -> Bool {
        var scalars = Array(title.unicodeScalars)
        while let last = scalars.last {
            if last.properties.isWhitespace {
                scalars.removeLast()
            } else if last == ")" || last == "）", let open = scalars.lastIndex(where: { $0 == "(" || $0 == "（" }) {
                scalars.removeSubrange(open...)
            } else {
                break
            }
        }
        let name = Array("中华人民共和国".unicodeScalars)
        guard scalars.count > name.count, scalars.starts(with: name) else { return false }
        return scalars.last == "法" || scalars.suffix(2).elementsEqual("法典".unicodeScalars)
    }
}

internal import FaguiUnicode

/// Makes the grams that a phrase asks for.
enum PhraseMaker {
    /// One letter, digit, mark or ideograph of a phrase.
    private struct Character {
        var bytes: [UInt8]
        var position: UInt32
        /// What the next character is, white space at the end of the phrase not counted.
        var successor: Successor

        enum Successor { case character, boundary, end }
    }

    static func phrase(of text: FoldedUnits) -> PhraseTerms {
        let characters = characters(of: text)
        guard let first = characters.first else { return PhraseTerms(elements: []) }
        var elements: [PhraseTerms.Element] = []
        for (index, character) in characters.enumerated() {
            let offset = character.position - first.position
            switch character.successor {
            case .character:
                let gram = character.bytes + characters[index + 1].bytes
                elements.append(PhraseTerms.Element(term: gram, offset: offset, isPrefix: false))
            case .boundary:
                let gram = character.bytes + [PackedTerm.boundaryMark]
                elements.append(PhraseTerms.Element(term: gram, offset: offset, isPrefix: false))
            case .end:
                // The gram before holds it already, unless it stands alone.
                let isHeld = index > 0 && characters[index - 1].successor == .character
                if !isHeld {
                    elements.append(PhraseTerms.Element(term: character.bytes, offset: offset, isPrefix: true))
                }
            }
        }
        return PhraseTerms(elements: elements)
    }

    private static func characters(of text: FoldedUnits) -> [Character] {
        var end = text.count
        while end > 0, text.classes[end - 1] == CharacterClass.space { end -= 1 }
        var characters: [Character] = []
        var position: UInt32 = 0
        var isAfterCharacter = false
        for index in 0..<end {
            let characterClass = text.classes[index]
            if characterClass == CharacterClass.trail { continue }
            let isCharacter = characterClass >= CharacterClass.firstOfText
            if isAfterCharacter {
                characters[characters.count - 1].successor = isCharacter ? .character : .boundary
            }
            if isCharacter {
                let (bits, length) = text.utf8(at: index)
                let bytes = (0..<length).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * (length - 1 - $0))) }
                characters.append(Character(bytes: bytes, position: position, successor: .end))
            }
            isAfterCharacter = isCharacter
            if characterClass != CharacterClass.space { position &+= 1 }
        }
        return characters
    }
}

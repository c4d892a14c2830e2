internal import FaguiUnicode

/// Makes the grams of a folded text: every letter, digit, mark and ideograph with its successor in the run, or with the
/// boundary mark where its run ends.
enum GramMaker {
    /// Fills `list`, which has room for a term a unit.
    ///
    /// - Parameters:
    ///   - text: The folded text.
    ///   - list: Receives terms, positions, and offsets of all characters in the gram.
    ///   - arena: Receives the bytes of grams that do not fit a word: two characters beyond the BMP.
    ///   - keepsOffsets: Whether the text has offsets and the list is to have them.
    static func makeGrams(
        of text: FoldedUnits, into list: inout TermList, arena: inout [UInt8], keepsOffsets: Bool
    ) {
        let terms = list.terms
        let positions = list.positions
        let starts = list.starts
        let ends = list.ends
        var count = 0
        var position: UInt32 = 0
        // The character that waits for its successor; no bytes: none.
        var bits: UInt64 = 0
        var length = 0
        for index in 0..<text.count {
            let characterClass = text.classes[index]
            if characterClass >= CharacterClass.firstOfText {
                let next = text.utf8(at: index)
                if length > 0 {
                    if length + next.length <= PackedTerm.inlineCapacity {
                        terms[count] =
                            PackedTerm(
                                bits: bits << UInt64(8 * next.length) | next.bits, length: length + next.length
                            ).rawValue
                    } else {
                        terms[count] = PackedTerm(arenaOffset: arena.count, length: 8).rawValue
                        appendEight(bits << 32 | next.bits, to: &arena)
                    }
                    if keepsOffsets { ends[count] = text.ends[index] }
                    count += 1
                }
                (bits, length) = next
                positions[count] = position
                if keepsOffsets {
                    starts[count] = text.starts[index]
                    ends[count] = text.ends[index]
                }
                position &+= 1
            } else if characterClass != CharacterClass.trail {
                if length > 0 {
                    terms[count] = boundaryGram(bits, length)
                    count += 1
                    length = 0
                }
                if characterClass != CharacterClass.space { position &+= 1 }
            }
        }
        if length > 0 {
            terms[count] = boundaryGram(bits, length)
            count += 1
        }
        list.count = count
    }

    @inline(__always)
    private static func boundaryGram(_ bits: UInt64, _ length: Int) -> UInt64 {
        PackedTerm(bits: bits << 8 | UInt64(PackedTerm.boundaryMark), length: length + 1).rawValue
    }

    @inline(never)
    private static func appendEight(_ bits: UInt64, to arena: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            arena.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
    }
}

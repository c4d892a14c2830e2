/// Finds the words inside a compound: the parts of its cheapest division without itself, and the parts of these.
///
/// 质量监督检验检疫总局 holds 质量, 监督, 检验, 检疫 and 总局. Parts of one character are no words of their own.
struct InnerWords: ~Copyable {
    private let dictionary: WordDictionary
    private var lattice = Lattice()

    init(dictionary: WordDictionary) {
        self.dictionary = dictionary
    }

    /// Units below which a word holds no other.
    static var shortest: Int { 3 }

    /// Calls `body` with the places of the words inside a word, those that hold others before these.
    ///
    /// - Parameters:
    ///   - units: The word.
    ///   - count: At least ``shortest``, at most ``Lattice/longestWord``.
    ///   - body: Gets where an inner word begins and ends.
    mutating func forEach(_ units: UnsafePointer<UInt16>, count: Int, _ body: (_ start: Int, _ end: Int) -> Void) {
        withUnsafeTemporaryAllocation(of: (start: Int8, end: Int8).self, capacity: 2 * Lattice.longestWord) { stack in
            var depth = 0
            stack[0] = (0, Int8(count))
            depth = 1
            while depth > 0 {
                depth -= 1
                let (start, end) = (Int(stack[depth].start), Int(stack[depth].end))
                lattice.divide(units + start, count: end - start, by: dictionary, longest: end - start - 1)
                var place = 0
                while place < end - start {
                    let next = lattice.next(after: place)
                    if next - place >= 2 { body(start + place, start + next) }
                    // At most one part a unit is waiting, so that the stack holds them all.
                    if next - place >= Self.shortest, depth < stack.count {
                        stack[depth] = (Int8(start + place), Int8(start + next))
                        depth += 1
                    }
                    place = next
                }
            }
        }
    }
}

/// What is quoted, as it compares with a text: letters, ideographs and digits alone; what …… leaves out may be anything.
struct QuotedText {
    private let pieces: [[UInt32]]
    /// Whether it may be a catchword: a few characters that are no sentence.
    let isCatchword: Bool

    /// Catchwords have no more letters: 使用绝对化用语.
    private static let catchwordLimit = 8

    init(_ quotation: String) {
        let scalars = Self.elided(quotation)
        pieces = scalars.split { $0 == "…" }.map { Self.letters($0) }.filter { !$0.isEmpty }
        let count = pieces.reduce(0) { $0 + $1.count }
        isCatchword = count <= Self.catchwordLimit && scalars.count == count
    }

    /// Whether a text has the pieces in their order.
    func stands(in text: String) -> Bool {
        let letters = Self.letters(text.unicodeScalars)
        var start = 0
        for piece in pieces {
            guard let found = Self.index(of: piece, in: letters, from: start) else { return false }
            start = found + piece.count
        }
        return true
    }

    /// The bytes of a text in which the pieces stand; nil where it has them not.
    func spans(in text: String) -> [Range<Int>]? {
        var letters: [UInt32] = []
        var places: [Int] = []
        var offset = 0
        for scalar in text.unicodeScalars {
            if let letter = Self.letter(scalar) {
                letters.append(letter)
                places.append(offset)
            }
            offset += UTF8.width(scalar)
        }
        var spans: [Range<Int>] = []
        var start = 0
        for piece in pieces {
            guard let found = Self.index(of: piece, in: letters, from: start) else { return nil }
            start = found + piece.count
            spans.append(places[found]..<places[start - 1] + 1)
        }
        return spans
    }

    /// With one mark for what is left out, however it is written: …, ..., ⋯.
    private static func elided(_ quotation: String) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        var dots = 0
        for scalar in quotation.unicodeScalars {
            // Entries of a list are quoted without those before them: 有下列情形之一的：（十）…
            if scalar == "（" || scalar == "(", scalars.last.map({ "：:；;".unicodeScalars.contains($0) }) ?? false {
                scalars.append("…")
            }
            dots = scalar == "." ? dots + 1 : 0
            if dots == 3 {
                scalars.removeLast(2)
                scalars.append("…")
                dots = 0
            } else {
                scalars.append(scalar == "⋯" ? "…" : scalar)
            }
        }
        return scalars
    }

    private static func letters(_ scalars: some Sequence<Unicode.Scalar>) -> [UInt32] { scalars.compactMap(letter) }

    private static func letter(_ scalar: Unicode.Scalar) -> UInt32? {
        // Letters and digits in full width are the same as others.
        let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
        guard let plain = Unicode.Scalar(value),
            plain.properties.isAlphabetic || plain.properties.numericType != nil
        else { return nil }
        return value
    }

    /// Knuth, Morris and Pratt: both texts may be anybody's.
    private static func index(of piece: [UInt32], in text: [UInt32], from start: Int) -> Int? {
        guard piece.count <= text.count - start else { return nil }
        var borders = [Int](repeating: 0, count: piece.count)
        var length = 0
        for index in piece.indices.dropFirst() {
            while length > 0, piece[index] != piece[length] { length = borders[length - 1] }
            if piece[index] == piece[length] { length += 1 }
            borders[index] = length
        }
        length = 0
        for index in start..<text.count {
            while length > 0, text[index] != piece[length] { length = borders[length - 1] }
            if text[index] == piece[length] { length += 1 }
            if length == piece.count { return index - length + 1 }
        }
        return nil
    }
}

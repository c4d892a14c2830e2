/// The surroundings of a snippet, character by character, and the places where it may begin and end.
struct SnippetRegion {
    /// First byte of each character of the surroundings, and the end.
    private(set) var bytes: [Int] = []
    /// Scalars before each of them.
    private(set) var scalars: [Int] = []
    /// Whether a sentence begins there.
    private(set) var beginsSentence: [Bool] = []
    /// Whether the character that begins there is white space.
    private(set) var isBlank: [Bool] = []
    /// Whether it lies inside no match.
    private(set) var isOutside: [Bool] = []

    /// Reads the characters in and around `core`.
    ///
    /// - Parameters:
    ///   - core: Bytes of the text.
    ///   - text: UTF-8.
    ///   - matches: Ascending and apart.
    ///   - length: How many scalars a snippet may have.
    init(around core: Range<Int>, in text: [UInt8], matches: [Range<Int>], length: Int) {
        let start = Self.safeStart(before: Self.step(back: length, from: core.lowerBound, in: text), in: text)
        // A core that is longer than a snippet is not read to its end; the last character read may not be whole.
        let end = Self.step(on: 2 * length + 32, from: core.lowerBound, in: text)
        readCharacters(start..<end, of: text)
        markMatches(matches)
    }

    /// The last place at or before a byte where nothing is cut.
    func lastOutside(before byte: Int) -> Int {
        bytes.indices.last { bytes[$0] <= byte && isOutside[$0] } ?? 0
    }

    /// The first place at or behind a byte where nothing is cut.
    func firstOutside(behind byte: Int) -> Int {
        bytes.indices.first { bytes[$0] >= byte && isOutside[$0] } ?? bytes.count - 1
    }

    private mutating func readCharacters(_ range: Range<Int>, of text: [UInt8]) {
        var byte = range.lowerBound
        var scalar = 0
        var isSentenceOver = byte == 0
        for character in String(decoding: text[range], as: UTF8.self) {
            // Bytes that are no UTF-8 decode to longer characters than they are.
            guard byte < range.upperBound else { break }
            let length = character.utf8.count
            // By the only scalar: hashing and comparing characters took longer than a search does.
            let first = character.unicodeScalars.first.map { UTF8.width($0) == length ? $0.value : 0 } ?? 0
            let isHan = first >= 0x3400 && first <= 0x9FFF
            let isClosing = Self.isCloser(first)
            add(
                byte, scalar, beginsSentence: isSentenceOver && !isClosing,
                isBlank: !isHan && character.isWhitespace)
            if !isClosing { isSentenceOver = Self.endsSentence(first) || !isHan && character.isNewline }
            byte += length
            scalar += isHan ? 1 : character.unicodeScalars.count
        }
        add(min(byte, range.upperBound), scalar, beginsSentence: false, isBlank: false)
    }

    private mutating func add(_ byte: Int, _ scalar: Int, beginsSentence: Bool, isBlank: Bool) {
        bytes.append(byte)
        scalars.append(scalar)
        self.beginsSentence.append(beginsSentence)
        self.isBlank.append(isBlank)
    }

    private mutating func markMatches(_ matches: [Range<Int>]) {
        isOutside = [Bool](repeating: true, count: bytes.count)
        guard let first = bytes.first, let last = bytes.last else { return }
        var place = 0
        for match in matches where match.upperBound > first && match.lowerBound < last {
            while place < bytes.count, bytes[place] <= match.lowerBound { place += 1 }
            while place < bytes.count, bytes[place] < match.upperBound {
                isOutside[place] = false
                place += 1
            }
        }
    }

    private static func endsSentence(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "。", "；", "！", "？": true
        default: false
        }
    }

    private static func isCloser(_ scalar: UInt32) -> Bool {
        switch Unicode.Scalar(scalar) {
        case "”", "’", "」", "』", "）", "》", ")", "\"", "'": true
        default: false
        }
    }
}

extension SnippetRegion {
    /// The byte `count` scalars before a byte, or 0.
    static func step(back count: Int, from byte: Int, in text: [UInt8]) -> Int {
        var byte = byte
        for _ in 0..<count {
            guard byte > 0 else { break }
            repeat { byte -= 1 } while byte > 0 && text[byte] & 0xC0 == 0x80
        }
        return byte
    }

    /// The byte `count` scalars behind a byte, or the end.
    static func step(on count: Int, from byte: Int, in text: [UInt8]) -> Int {
        var byte = byte
        for _ in 0..<count {
            guard byte < text.count else { break }
            repeat { byte += 1 } while byte < text.count && text[byte] & 0xC0 == 0x80
        }
        return byte
    }

    /// A byte at or before another where a character surely begins: a Han or a visible ASCII character, which never
    /// goes on with the one before. Gives up after some steps, in texts that have neither.
    private static func safeStart(before byte: Int, in text: [UInt8]) -> Int {
        var place = byte
        for _ in 0..<1_024 {
            guard place > 0, place < text.count else { break }
            switch text[place] {
            case 0x21...0x7E, 0xE4...0xE9: return place
            default: place = step(back: 1, from: place, in: text)
            }
        }
        return place
    }
}

/// Finds the names of an expansion file in a text.
///
/// The file's bytes are passed over once, or its index is asked where the file has one; a name is compared only where its
/// first character is in the text.
struct ExpansionScanner {
    /// A name found.
    struct Match {
        /// Bytes of the folded text.
        var range: Range<Int>
        /// The names that are asked beside it.
        var targets: [String]
    }

    /// The folded text, UTF-8.
    private let text: [UInt8]
    /// Whether a word of its own begins at a byte and is one character long.
    private let isWholeWord: (Int) -> Bool
    /// One bit for the ten bits that the lead and the second byte of a character differ in.
    private var beginnings: [UInt64] = Array(repeating: 0, count: 16)

    /// - Parameters:
    ///   - text: The folded text, UTF-8.
    ///   - isWholeWord: Whether the character at a byte is a word of its own.
    init(_ text: [UInt8], isWholeWord: @escaping (Int) -> Bool) {
        self.text = text
        self.isWholeWord = isWholeWord
        for index in text.indices where text[index] & 0xC0 != 0x80 {
            let bit = Self.bit(text[index], index + 1 < text.count ? text[index + 1] : 0)
            beginnings[bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    /// The bit of a name, which is not empty.
    @inline(__always)
    static func bit(of name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bit(bytes[name.lowerBound], name.count > 1 ? bytes[name.lowerBound + 1] : 0)
    }

    @inline(__always)
    private static func bit(_ lead: UInt8, _ second: UInt8) -> Int {
        lead < 0x80 ? Int(lead) : Int(lead & 0x0F) << 6 | Int(second & 0x3F)
    }

    /// All places where a name of the file stands; they may overlap.
    func matches(in file: ExpansionFile) -> [Match] {
        let index = file.index()
        return file.withBytes { bytes in
            var found: [Match] = []
            if let index {
                for name in index.names(beginningWith: beginnings) {
                    compare(name.range, in: bytes, name.line, file.kind, &found)
                }
            } else {
                ExpansionFile.forEachName(in: bytes, file.kind) { name, line in
                    look(for: name, in: bytes, line, file.kind, &found)
                }
            }
            return found
        }
    }

    @inline(__always)
    private func look(
        for name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ line: Int, _ kind: ExpansionKind,
        _ found: inout [Match]
    ) {
        let bit = Self.bit(of: name, in: bytes)
        guard beginnings[bit >> 6] >> UInt64(bit & 63) & 1 != 0 else { return }
        compare(name, in: bytes, line, kind, &found)
    }

    @inline(never)
    private func compare(
        _ name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ line: Int, _ kind: ExpansionKind,
        _ found: inout [Match]
    ) {
        let sought = UnsafeBufferPointer(rebasing: bytes[name])
        guard sought.count <= text.count else { return }
        for start in 0...(text.count - sought.count) where text[start] == sought[0] {
            let range = start..<start + sought.count
            guard text[range].elementsEqual(sought), standsAlone(range) else { continue }
            found.append(Match(range: range, targets: targets(of: name, in: bytes, line, kind)))
        }
    }

    /// Latin letters and digits are not torn out of a word; one character alone must be a word.
    private func standsAlone(_ range: Range<Int>) -> Bool {
        func isLatin(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte || 0x61...0x7A ~= byte }
        if isLatin(text[range.lowerBound]), range.lowerBound > 0, isLatin(text[range.lowerBound - 1]) { return false }
        if isLatin(text[range.upperBound - 1]), range.upperBound < text.count, isLatin(text[range.upperBound]) {
            return false
        }
        let isOneCharacter = text[range].dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
        return !isOneCharacter || isWholeWord(range.lowerBound)
    }

    /// The other names of a line.
    private func targets(
        of name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ line: Int, _ kind: ExpansionKind
    ) -> [String] {
        let end = bytes[line...].firstIndex(of: ExpansionFile.lineFeed) ?? bytes.count
        let separator = kind == .synonyms ? ExpansionFile.equals : 0x20
        let start = kind == .synonyms ? line : name.upperBound + 1
        var targets: [String] = []
        var from = min(start, end)
        while from < end {
            let to = bytes[from..<end].firstIndex(of: separator) ?? end
            let range = ExpansionFile.trim(bytes, from..<to)
            if !range.isEmpty, range != name { targets.append(String(decoding: bytes[range], as: UTF8.self)) }
            from = to + 1
        }
        return targets
    }
}

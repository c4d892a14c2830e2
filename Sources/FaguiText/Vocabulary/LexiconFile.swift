internal import CVocabulary
internal import FaguiUnicode

/// A lexicon: a word a line, with its class and perhaps its cost; see the head of `lexicon.txt`.
package struct LexiconFile: Sendable, Equatable {
    /// One word.
    package struct Entry: Sendable, Equatable {
        /// As it stands in the file.
        package var word: String
        /// What kind of term it is; empty if the file does not say.
        package var kind: String
        /// 1...255; nil to make it just cheap enough to win over the words inside it.
        package var cost: Int?
        /// From 1.
        package var line: Int
    }

    /// The entries in the order of the file.
    package var entries: [Entry] = []

    /// An empty one.
    package init() {}

    /// The file that comes with Fagui.
    package static var shipped: LexiconFile {
        let file = fagui_vocabulary_lexicon()
        // A test reads it; a line that is wrong would be left out here.
        return LexiconFile(UnsafeBufferPointer(start: file.bytes, count: file.count)) { _ in }
    }

    /// Reads a file of a user's.
    ///
    /// - Parameter text: UTF-8.
    /// - Throws: ``TextError/lexicon(line:reason:)`` for the first line that cannot be understood.
    package init(parsing text: [UInt8]) throws {
        guard let valid = String(validating: text, as: UTF8.self) else {
            throw TextError.lexicon(line: 1, reason: "the file is not UTF-8")
        }
        var fault: TextError?
        self = Array(valid.utf8).withUnsafeBufferPointer { bytes in LexiconFile(bytes) { fault = fault ?? $0 } }
        if let fault { throw fault }
    }

    /// Units of the longest word.
    package static var longestWord: Int { 24 }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ report: (TextError) -> Void) {
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            var line = line
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            let cost = fields.count > 2 ? Int(fields[2]) : nil
            if fields.count > 3 {
                report(.lexicon(line: number, reason: "more than three fields: word, class, cost"))
            } else if fields[0].contains(where: \.isWhitespace) || fields[0].isEmpty {
                report(.lexicon(line: number, reason: "the word is empty or has white space in it; a tab ends it"))
            } else if fields[0].utf16.count > Self.longestWord {
                report(.lexicon(line: number, reason: "the word has more than \(Self.longestWord) characters"))
            } else if fields.count > 2, cost == nil || !(1...255 ~= (cost ?? 0)) {
                report(.lexicon(line: number, reason: "the cost '\(fields[2])' is no number from 1 to 255"))
            } else {
                entries.append(
                    Entry(word: fields[0], kind: fields.count > 1 ? fields[1] : "", cost: cost, line: number))
            }
        }
    }

    /// The file again, without comments: equal for equal entries.
    package var text: String {
        entries.map { entry in
            var line = entry.word
            if !entry.kind.isEmpty || entry.cost != nil { line += "\t\(entry.kind)" }
            if let cost = entry.cost { line += "\t\(cost)" }
            return line + "\n"
        }.joined()
    }
}

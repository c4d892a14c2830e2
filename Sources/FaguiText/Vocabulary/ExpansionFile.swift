internal import CVocabulary

/// A file of synonyms or a thesaurus, read anew for the first queries instead of being built into a dictionary: a pass over
/// its bytes takes less than opening one would, and most runs of the command ask one query. A process that goes on asking
/// gets an index of the shipped files.
package struct ExpansionFile: Sendable, Equatable {
    private enum Content: Sendable, Equatable {
        case shipped
        /// Folded and without comments.
        case own([UInt8])
    }

    package let kind: ExpansionKind
    private let content: Content

    private init(_ kind: ExpansionKind, _ content: Content) {
        self.kind = kind
        self.content = content
    }

    /// The file that comes with Fagui.
    package static func shipped(_ kind: ExpansionKind) -> ExpansionFile { ExpansionFile(kind, .shipped) }

    /// A file of the user's.
    ///
    /// - Parameters:
    ///   - kind: What the file holds; the heads of the shipped files tell the forms.
    ///   - bytes: UTF-8.
    ///   - fold: Folds a name as texts are folded.
    /// - Throws: ``VocabularyError``.
    package init(_ kind: ExpansionKind, _ bytes: [UInt8], fold: (String) -> String) throws {
        var own: [UInt8] = []
        for entry in try Self.entries(of: kind, bytes) {
            let names = entry.map { fold($0).filter { $0 != "=" && $0 != "\t" && !$0.isNewline } }
            guard let first = names.first else { continue }
            own += first.utf8
            own.append(kind == .synonyms ? Self.equals : Self.tab)
            own += names.dropFirst().joined(separator: kind == .synonyms ? "=" : " ").utf8
            own.append(Self.lineFeed)
        }
        self.init(kind, .own(own))
    }

    /// The names of each line: all of them stand for one another, or the first is the lay word.
    ///
    /// - Throws: ``VocabularyError``.
    static func entries(of kind: ExpansionKind, _ bytes: [UInt8]) throws -> [[String]] {
        var entries: [[String]] = []
        for (number, line) in bytes.split(separator: lineFeed, omittingEmptySubsequences: false).enumerated() {
            func malformed(_ reason: String) -> VocabularyError { VocabularyError(line: number + 1, reason: reason) }
            guard let text = String(validating: line, as: UTF8.self) else { throw malformed("is not valid UTF-8") }
            let trimmed = text.trimmed
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            var names: [String]
            switch kind {
            case .synonyms:
                names = trimmed.split(separator: "=", omittingEmptySubsequences: false).map { String($0).trimmed }
                guard names.count > 1 else { throw malformed("has no =") }
            case .thesaurus:
                let columns = trimmed.split(separator: "\t", omittingEmptySubsequences: false)
                guard columns.count == 2 else {
                    throw malformed(columns.count < 2 ? "has no tab" : "has more than one tab")
                }
                names = [String(columns[0]).trimmed] + columns[1].split(separator: " ").map { String($0) }
                guard names.count > 1 else { throw malformed("has nothing behind its tab") }
            }
            guard names.allSatisfy({ !$0.isEmpty }) else { throw malformed("has an empty name") }
            guard Set(names).count == names.count else { throw malformed("has a name twice") }
            guard names.allSatisfy({ $0.utf8.count <= 255 }) else { throw malformed("has a name of over 255 bytes") }
            entries.append(names)
        }
        return entries
    }

    /// Hands the bytes over.
    func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        switch content {
        case .own(let bytes): return bytes.withUnsafeBufferPointer(body)
        case .shipped:
            let file = kind == .synonyms ? fagui_vocabulary_synonyms() : fagui_vocabulary_thesaurus()
            return body(UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
    }

    /// Calls `body` with each name that is looked for, in the file's order, and where its line begins.
    @inline(__always)
    static func forEachName(
        in bytes: UnsafeBufferPointer<UInt8>, _ kind: ExpansionKind, _ body: (_ name: Range<Int>, _ line: Int) -> Void
    ) {
        let ends = kind == .synonyms ? equals : tab
        var line = 0
        while line < bytes.count {
            var end = line
            var start = line
            // Of a thesaurus' line only the first name is looked for.
            var looks = bytes[line] != 0x23 && bytes[line] != lineFeed
            while true {
                let isLineEnd = end == bytes.count || bytes[end] == lineFeed
                if isLineEnd || bytes[end] == ends {
                    if looks {
                        let name = trim(bytes, start..<end)
                        if !name.isEmpty { body(name, line) }
                    }
                    if kind == .thesaurus { looks = false }
                    start = end + 1
                    if isLineEnd { break }
                }
                end += 1
            }
            line = end + 1
        }
    }

    /// A range without the spaces at its ends.
    @inline(__always)
    static func trim(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }

    /// The index of the file; nil for a user's file, and while the process has asked too little for one to pay.
    func index() -> ExpansionIndex? {
        guard content == .shipped else { return nil }
        return (kind == .synonyms ? ExpansionIndex.synonyms : ExpansionIndex.thesaurus).used(for: self)
    }

    static var lineFeed: UInt8 { 0x0A }
    static var tab: UInt8 { 0x09 }
    static var equals: UInt8 { 0x3D }
}

extension String {
    /// Without white space at the ends.
    fileprivate var trimmed: String {
        var rest = unicodeScalars[...]
        while let first = rest.first, first.properties.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

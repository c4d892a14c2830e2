/// Keys that clients show, with what each allows.
///
/// The file has a line a key: a name, the scopes with commas between (read, write), and the key, with white space between;
/// lines that begin with # say nothing. Keys are never logged: logs have the names.
public struct AccessKeys: Sendable {
    /// What a key allows.
    public enum Scope: String, Sendable, CaseIterable {
        /// Searching and reading.
        case read
        /// Adding and removing texts.
        case write
    }

    /// Somebody who showed a key.
    struct Holder: Sendable, Equatable {
        /// The key's name.
        var name: String
        var scopes: Set<Scope>
    }

    /// Why a file of keys cannot be used.
    public struct Malformed: Error, Equatable, CustomStringConvertible {
        /// The line, from 1.
        public var line: Int
        /// What is wrong with it.
        public var reason: String

        /// A sentence.
        public var description: String { "Line \(line) of the keys \(reason)." }
    }

    private struct Entry: Sendable {
        var holder: Holder
        var key: [UInt8]
    }

    private var entries: [Entry] = []

    /// The fewest characters of a key.
    public static let shortestKey = 16

    /// Reads a file of keys.
    ///
    /// - Parameter text: The file.
    /// - Throws: ``Malformed``.
    public init(_ text: String) throws(Malformed) {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, first.first != "#" else { continue }
            func malformed(_ reason: String) -> Malformed { Malformed(line: index + 1, reason: reason) }
            guard words.count == 3 else { throw malformed("is not a name, scopes and a key") }
            let scopes = words[1].split(separator: ",").map { Scope(rawValue: String($0)) }
            guard !scopes.isEmpty, scopes.allSatisfy({ $0 != nil }) else {
                throw malformed("has other scopes than read and write")
            }
            guard words[2].utf8.count >= Self.shortestKey else {
                throw malformed("has a key of less than \(Self.shortestKey) characters")
            }
            let name = String(first)
            guard !entries.contains(where: { $0.holder.name == name }) else {
                throw malformed("has the name of another line")
            }
            guard !entries.contains(where: { $0.key.elementsEqual(words[2].utf8) }) else {
                throw malformed("has the key of another line")
            }
            entries.append(
                Entry(
                    holder: Holder(name: name, scopes: Set(scopes.compactMap(\.self))), key: Array(words[2].utf8)))
        }
        guard !entries.isEmpty else { throw Malformed(line: 1, reason: "and those after it have no key") }
    }

    /// Who has a key; nil where nobody does.
    ///
    /// Takes as long for a wrong key as for a right one of the same length, wherever they differ.
    func holder(of key: String) -> Holder? {
        var found: Holder?
        for entry in entries where Self.areEqual(entry.key, key.utf8) { found = entry.holder }
        return found
    }

    private static func areEqual(_ key: [UInt8], _ other: String.UTF8View) -> Bool {
        var difference = UInt8(key.count == other.count ? 0 : 1)
        for (index, byte) in other.enumerated() { difference |= byte ^ key[index % key.count] }
        return difference == 0
    }
}

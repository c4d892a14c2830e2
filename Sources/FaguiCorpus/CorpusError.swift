/// Why a source was left out, or what is odd about it.
public struct CorpusError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds.
    public enum Kind: Sendable, Equatable {
        /// The system does not let the file be read.
        case unreadable
        /// Bytes that are no text in the encoding.
        case decoding
        /// A row or a head that is not what its format asks for.
        case malformed
        /// No such file or folder.
        case notFound
        /// It can be read with a password alone.
        case encrypted
        /// More than a limit allows: an archive that unpacks to too much, a file that takes too long.
        case tooLarge
        /// More memory than one text may take.
        case needsMemory
        /// A program that reads it is not installed.
        case needsProgram
    }

    /// Which kind.
    public var kind: Kind
    /// The path as given or found.
    public var path: String
    /// What is wrong, and what to do, in a sentence or two; without the path.
    public var reason: String
    /// Where in the file, in bytes, if known.
    public var byteOffset: Int?
    /// The line, from 1, where it is a row that is concerned and not the file.
    public var line: Int?

    /// Joins the parts.
    public init(_ kind: Kind, path: String, reason: String, byteOffset: Int? = nil, line: Int? = nil) {
        self.kind = kind
        self.path = path
        self.reason = reason
        self.byteOffset = byteOffset
        self.line = line
    }

    /// Path, place and reason.
    public var description: String {
        byteOffset.map { "\(path): byte \($0): \(reason)" } ?? "\(path): \(reason)"
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension IndexError: CustomStringConvertible {
    /// What happened, where, and what to do about it: one or two sentences for people.
    public var description: String { advice.isEmpty ? message : "\(message) \(advice)" }

    /// What happened, and where: a sentence.
    package var message: String {
        switch self {
        case .notFound(let path): "There is no index in \(path)."
        case .alreadyExists(let path): "There is an index in \(path) already."
        case .corrupt(let file, let byteOffset, let reason):
            "The index file \(file) is damaged at byte \(byteOffset): \(reason)."
        case .tooNew(let file, let found, let supported):
            "The index file \(file) has format version \(found), and this program reads up to \(supported)."
        case .locked(let path): "Another program is writing to the index in \(path)."
        case .io(let operation, let path, let code): "Could not \(operation) \(path): \(Self.message(for: code))."
        case .limit(let what): "A limit of the index was reached: \(what)."
        case .schemaMismatch(let reason): "The index was made with other fields: \(reason)."
        case .writerFailed(let reason):
            "The writer cannot go on: \(reason.last == "." ? String(reason.dropLast()) : reason)."
        }
    }

    /// What to do about it: a sentence or two, or nothing.
    package var advice: String {
        switch self {
        case .notFound: "Make one first, or name the folder of another."
        case .alreadyExists: "Open it, or name another folder."
        case .corrupt: "Restore the index from a copy, or remove its folder and index again."
        case .tooNew: "Use the newer program that wrote it, or index again into another folder."
        case .locked:
            "Try again when it has ended; the lock goes with the program that holds it, so the lock file need not be removed."
        case .io(_, _, let code): Self.advice(for: code)
        case .limit: ""
        case .schemaMismatch: "Index again into another folder."
        case .writerFailed: "The last commit is untouched; roll back, or open another writer."
        }
    }

    /// The system's own words for an error number.
    private static func message(for code: Int32) -> String {
        guard let words = strerror(code) else { return "error \(code)" }
        return String(cString: words)
    }

    /// What a user can do about an error number; or nothing.
    private static func advice(for code: Int32) -> String {
        switch code {
        case ENOSPC, EDQUOT: "Free some space and try again; what was committed before is safe."
        case EFBIG: "A file may not grow as large here; raise the limit (ulimit -f), or use another file system."
        case EACCES, EPERM: "Check who owns the folder and its files, and their rights."
        case EROFS: "The disk cannot be written to; put the index elsewhere."
        case EMFILE, ENFILE: "Too many files are open; raise the limit (ulimit -n)."
        case ENOTDIR: "A part of the path is a file where a folder is needed."
        case EIO: "The disk reported a fault; check it before going on."
        default: ""
        }
    }
}

extension IndexError {
    /// Whether a file was asked for that is not there.
    package var isMissingFile: Bool {
        guard case .io(_, _, ENOENT) = self else { return false }
        return true
    }
}

/// An error of the index: what happened, to which file, and what to do.
public enum IndexError: Error, Sendable, Equatable {
    /// There is no index in this folder.
    case notFound(path: String)
    /// There is an index where a new one was to be made.
    case alreadyExists(path: String)
    /// Bytes are not what was written.
    case corrupt(file: String, byteOffset: Int, reason: String)
    /// The file was written by a newer program.
    case tooNew(file: String, found: Int, supported: Int)
    /// Another writer holds the lock.
    case locked(path: String)
    /// A call to the system failed; `code` is its errno.
    case io(operation: String, path: String, code: Int32)
    /// A limit of the format was reached.
    case limit(String)
    /// The index was declared with another schema.
    case schemaMismatch(reason: String)
    /// The writer failed earlier and cannot go on; open a new one.
    case writerFailed(reason: String)
}

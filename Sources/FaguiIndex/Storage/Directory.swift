/// The seam through which an index reads and writes: every access to files goes through here, so that tests can
/// inject faults at any call.
///
/// Names are plain file names inside one folder. A file is written once, from start to end, and never changed.
/// - Concurrency: Safe from any thread.
public protocol Directory: Sendable {
    /// What to call the folder in messages.
    var path: String { get }

    /// The names of all files.
    func list() throws -> [String]

    /// Creates an empty file, or empties the one of that name, for appending.
    func create(_ name: String) throws -> any FileOutput

    /// The content of a file, without copying where the system can map it.
    ///
    /// The bytes stay valid while the value lives, even if the file is removed meanwhile.
    /// - Throws: ``IndexError/io(operation:path:code:)``, with ENOENT where there is no such file.
    func map(_ name: String) throws -> FileBytes

    /// Puts `name` in the place of `newName`, atomically. Durable only after ``synchronize()``.
    func rename(_ name: String, to newName: String) throws

    /// Removes a file; one that is not there is no error.
    func remove(_ name: String) throws

    /// Makes creations, renames and removals durable (fsync of the folder).
    func synchronize() throws

    /// Takes the lock of the only writer, without waiting. The lock ends when the value goes, or the process.
    /// - Throws: ``IndexError/locked(path:)`` if another writer has it.
    func lock(_ name: String) throws -> any DirectoryLock
}

/// A file that is being written.
public protocol FileOutput: AnyObject {
    /// Appends bytes. Small appends should be gathered by the caller.
    func write(_ bytes: UnsafeRawBufferPointer) throws
    /// Makes the content durable (fsync). A failure is final: the file must be given up.
    func synchronize() throws
    /// Ends writing.
    func close() throws
}

/// A held lock; letting go of the last reference releases it.
public protocol DirectoryLock: AnyObject, Sendable {}

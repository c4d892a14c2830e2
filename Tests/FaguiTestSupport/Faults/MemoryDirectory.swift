public import FaguiIndex
import Synchronization

/// A folder in memory that can fail any call, and shows what a crash would leave.
///
/// It keeps apart what was written and what was made durable: content by the fsync of its file, names by the fsync of
/// the folder. As on a real disk, content whose fsync failed once never becomes durable, though a later fsync succeeds.
public final class MemoryDirectory: LinkingDirectory {
    /// What to call the folder in messages.
    public let path: String
    private let isGuarded: Bool
    private let state: Mutex<MemoryDirectoryState>

    /// Creates an empty folder.
    ///
    /// - Parameters:
    ///   - path: What it is called.
    ///   - isGuarded: Whether who reads outside of a file's bytes ends the process, see `FileBytes.guarded`: for damaged
    ///     ones, since mapping takes a millisecond.
    public convenience init(path: String = "memory", isGuarded: Bool = false) {
        self.init(path: path, isGuarded: isGuarded, MemoryDirectoryState())
    }

    init(path: String, isGuarded: Bool = false, _ state: sending MemoryDirectoryState) {
        self.path = path
        self.isGuarded = isGuarded
        self.state = Mutex(state)
    }

    func withState<R: Sendable>(_ body: (inout MemoryDirectoryState) throws -> R) rethrows -> R {
        try state.withLock { try body(&$0) }
    }

    /// Decides for each call whether it goes wrong, and how; nil where it does not.
    ///
    /// - Parameter plan: Is given the call, and how many came before since the plan was set.
    public func setFaults(_ plan: (@Sendable (DirectoryCall, Int) -> DirectoryFault?)?) {
        withState {
            $0.plan = plan
            $0.callCount = 0
        }
    }

    /// Calls since the plan of faults was set, those that failed too.
    public var callCount: Int { withState { $0.callCount } }

    /// The content of a file; nil if there is none of this name.
    public func content(of name: String) -> [UInt8]? {
        withState { state in state.names[name].flatMap { state.contents[$0] } }
    }

    /// All files with their content.
    public var files: [String: [UInt8]] { withState { state in state.names.compactMapValues { state.contents[$0] } } }

    /// Another folder in the same state, of which the same is durable; without locks, and without faults.
    public func copy() -> MemoryDirectory {
        var state = withState { $0 }
        state.locks = []
        state.plan = nil
        state.callCount = 0
        state.isStopped = false
        return MemoryDirectory(path: path, state)
    }

    /// Puts a durable file in place, as a test's own hand would.
    public func put(_ content: [UInt8], as name: String) {
        withState {
            let file = $0.newFile()
            $0.contents[file] = content
            $0.durableContents[file] = content
            $0.names[name] = file
            $0.durableNames[name] = file
        }
    }

    /// The names of all files, ascending.
    public func list() throws -> [String] {
        try perform(.list) { $0.names.keys.sorted() }
    }

    /// Creates an empty file; a file of that name lives on for those who have it.
    public func create(_ name: String) throws -> any FileOutput {
        let file = try perform(.create(name)) {
            let file = $0.newFile()
            $0.setName(name, to: file)
            return file
        }
        return MemoryOutput(directory: self, name: name, file: file)
    }

    /// A copy of the content of a file.
    public func map(_ name: String) throws -> FileBytes {
        func content(_ state: MemoryDirectoryState) throws -> [UInt8] {
            guard let content = state.names[name].flatMap({ state.contents[$0] }) else {
                throw IndexError.io(operation: "open", path: "\(path)/\(name)", code: 2)
            }
            return content
        }
        let found = try withState {
            try $0.perform(
                .map(name), path: path, { try content($0) },
                cut: {
                    let whole = try content($0)
                    return Array(whole.prefix(whole.count / 2))
                })
        }
        return isGuarded ? .guarded(name: name, copying: found) : FileBytes(name: name, copying: found)
    }

    /// Puts `name` in the place of `newName`; durable once the folder is synchronized.
    public func rename(_ name: String, to newName: String) throws {
        try perform(.rename(name, to: newName)) {
            guard let file = $0.names[name] else {
                throw IndexError.io(operation: "rename", path: "\(path)/\(name)", code: 2)
            }
            $0.setName(newName, to: file)
            $0.setName(name, to: nil)
        }
    }

    /// Gives a file a second name in the same folder; durable once the folder is synchronized.
    package func link(_ name: String, in source: any Directory, as newName: String) throws -> Bool {
        guard source as? MemoryDirectory === self else { return false }
        return try perform(.create(newName)) {
            guard let file = $0.names[name], $0.names[newName] == nil else { return false }
            $0.setName(newName, to: file)
            return true
        }
    }

    /// Takes a name away; durable once the folder is synchronized.
    public func remove(_ name: String) throws {
        try perform(.remove(name)) { $0.setName(name, to: nil) }
    }

    /// Makes all changes of names durable.
    public func synchronize() throws {
        try perform(.synchronizeFolder) {
            $0.durableNames = $0.names
            $0.unsettledNames = []
        }
    }

    /// Takes the lock; it goes with the value that is returned.
    public func lock(_ name: String) throws -> any DirectoryLock {
        try perform(.lock(name)) {
            guard $0.locks.insert(name).inserted else { throw IndexError.locked(path: path) }
            if $0.names[name] == nil { $0.setName(name, to: $0.newFile()) }
            return MemoryLock(directory: self, name: name)
        }
    }

    private func perform<R: Sendable>(
        _ call: DirectoryCall, _ body: (inout MemoryDirectoryState) throws -> R
    ) throws -> R {
        try withState { try $0.perform(call, path: path, body) }
    }
}

/// A file of a ``MemoryDirectory`` that is being written.
private final class MemoryOutput: FileOutput {
    private let directory: MemoryDirectory
    private let name: String
    private let file: Int

    init(directory: MemoryDirectory, name: String, file: Int) {
        self.directory = directory
        self.name = name
        self.file = file
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try directory.withState { [file, name, path = directory.path] in
            try $0.perform(
                .write(name), path: path, { $0.contents[file, default: []].append(contentsOf: bytes) },
                // A disk that fills up takes part of a write.
                cut: {
                    $0.contents[file, default: []].append(contentsOf: bytes.prefix(bytes.count / 2))
                    return nil
                })
        }
    }

    func synchronize() throws {
        try directory.withState { [file, name, path = directory.path] in
            try $0.perform(
                .synchronizeFile(name), path: path,
                {
                    guard !$0.lostFiles.contains(file) else { return }
                    $0.durableContents[file] = $0.contents[file]
                }, onFailure: { _ = $0.lostFiles.insert(file) })
        }
    }

    func close() throws {
        try directory.withState { [name, path = directory.path] in
            try $0.perform(.close(name), path: path) { _ in }
        }
    }
}

/// The lock of a ``MemoryDirectory``.
private final class MemoryLock: DirectoryLock {
    private let directory: MemoryDirectory
    private let name: String

    init(directory: MemoryDirectory, name: String) {
        self.directory = directory
        self.name = name
    }

    deinit { directory.withState { _ = $0.locks.remove(name) } }
}

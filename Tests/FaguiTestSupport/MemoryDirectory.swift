public import FaguiIndex
import Synchronization

/// A folder in memory that can fail any call, and shows what a crash would leave.
///
/// It keeps apart what was written and what was made durable: content by the fsync of its file, names by the fsync of
/// the folder. As on a real disk, content whose fsync failed once never becomes durable, though a later fsync succeeds.
public final class MemoryDirectory: LinkingDirectory {
    /// A call that changes something, as a fault plan sees it.
    public enum Operation: Sendable, Equatable {
        case create(String), write(String), synchronizeFile(String), close(String)
        case rename(String, to: String), remove(String), synchronizeFolder

        /// The call in the words of an error message.
        var words: String {
            switch self {
            case .create: "create"
            case .write: "write to"
            case .synchronizeFile, .synchronizeFolder: "make durable"
            case .close: "close"
            case .rename: "rename"
            case .remove: "remove"
            }
        }
    }

    /// What to call the folder in messages.
    public let path: String
    private let state: Mutex<State>

    /// Creates an empty folder.
    public convenience init(path: String = "memory") { self.init(path: path, State()) }

    private init(path: String, _ state: sending State) {
        self.path = path
        self.state = Mutex(state)
    }

    /// Decides for each call that changes something whether it fails, and with which errno; nil for none.
    ///
    /// - Parameter plan: Is given the call, and how many came before since the plan was set.
    public func setFaults(_ plan: (@Sendable (Operation, Int) -> Int32?)?) {
        state.withLock {
            $0.plan = plan
            $0.operationCount = 0
        }
    }

    /// Calls that changed something, or failed to, since the fault plan was set.
    public var operationCount: Int { state.withLock { $0.operationCount } }

    /// The content of a file; nil if there is none of this name.
    public func content(of name: String) -> [UInt8]? {
        state.withLock { state in state.names[name].flatMap { state.contents[$0] } }
    }

    /// Puts a durable file in place, as a test's own hand would.
    public func put(_ content: [UInt8], as name: String) {
        state.withLock {
            let file = $0.newFile()
            $0.contents[file] = content
            $0.durableContents[file] = content
            $0.names[name] = file
            $0.durableNames[name] = file
        }
    }

    /// What is there after the process was killed: all that was written, and no lock.
    public func afterKill() -> MemoryDirectory {
        MemoryDirectory(path: path, state.withLock { $0.restarted(names: $0.names, contents: $0.contents) })
    }

    /// What is there after the power went: what was made durable, and nothing else.
    public func afterPowerLoss() -> MemoryDirectory {
        MemoryDirectory(
            path: path, state.withLock { $0.restarted(names: $0.durableNames, contents: $0.durableContents) })
    }

    /// What may be there after the power went: of what was not made durable, some changes of names and some content
    /// got to the disk and others did not, in no order.
    public func afterPowerLoss(using generator: inout SeededGenerator) -> MemoryDirectory {
        var choice = generator
        defer { generator = choice }
        let left = state.withLock { state in
            var names = state.durableNames
            for (name, file) in state.unsettledNames where Bool.random(using: &choice) { names[name] = file }
            var contents = state.durableContents
            for (file, content) in state.contents.sorted(by: { $0.key < $1.key })
            where contents[file] != content {
                contents[file] = Array(content.prefix(Int.random(in: 0...content.count, using: &choice)))
            }
            return state.restarted(names: names, contents: contents)
        }
        return MemoryDirectory(path: path, left)
    }

    /// The names of all files, ascending.
    public func list() throws -> [String] {
        state.withLock { $0.names.keys.sorted() }
    }

    /// Creates an empty file; a file of that name lives on for those who have it.
    public func create(_ name: String) throws -> any FileOutput {
        let file = try state.withLock {
            try $0.begin(.create(name), path: "\(path)/\(name)")
            let file = $0.newFile()
            $0.setName(name, to: file)
            return file
        }
        return MemoryOutput(directory: self, name: name, file: file)
    }

    /// A copy of the content of a file.
    public func map(_ name: String) throws -> FileBytes {
        guard let content = content(of: name) else {
            throw IndexError.io(operation: "open", path: "\(path)/\(name)", code: 2)
        }
        return FileBytes(name: name, copying: content)
    }

    /// Puts `name` in the place of `newName`; durable once the folder is synchronized.
    public func rename(_ name: String, to newName: String) throws {
        try state.withLock {
            try $0.begin(.rename(name, to: newName), path: "\(path)/\(name)")
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
        return try state.withLock {
            try $0.begin(.create(newName), path: "\(path)/\(newName)")
            guard let file = $0.names[name], $0.names[newName] == nil else { return false }
            $0.setName(newName, to: file)
            return true
        }
    }

    /// Takes a name away; durable once the folder is synchronized.
    public func remove(_ name: String) throws {
        try state.withLock {
            try $0.begin(.remove(name), path: "\(path)/\(name)")
            $0.setName(name, to: nil)
        }
    }

    /// Makes all changes of names durable.
    public func synchronize() throws {
        try state.withLock {
            try $0.begin(.synchronizeFolder, path: path)
            $0.durableNames = $0.names
            $0.unsettledNames = []
        }
    }

    /// Takes the lock; it goes with the value that is returned.
    public func lock(_ name: String) throws -> any DirectoryLock {
        try state.withLock {
            guard $0.locks.insert(name).inserted else { throw IndexError.locked(path: path) }
            if $0.names[name] == nil { $0.setName(name, to: $0.newFile()) }
        }
        return MemoryLock(directory: self, name: name)
    }

    fileprivate func unlock(_ name: String) { state.withLock { _ = $0.locks.remove(name) } }

    fileprivate func change(
        _ operation: Operation, of file: Int, named name: String, _ body: (inout State) -> Void,
        onFailure: (inout State) -> Void = { _ in }
    ) throws {
        try state.withLock {
            do {
                try $0.begin(operation, path: "\(path)/\(name)")
            } catch {
                onFailure(&$0)
                throw error
            }
            body(&$0)
        }
    }
}

extension MemoryDirectory {
    /// Names and contents, as they are and as they would survive.
    fileprivate struct State: Sendable {
        var names: [String: Int] = [:]
        var durableNames: [String: Int] = [:]
        var unsettledNames: [(name: String, file: Int?)] = []
        var contents: [Int: [UInt8]] = [:]
        var durableContents: [Int: [UInt8]] = [:]
        /// Files with an fsync that failed.
        var lostFiles: Set<Int> = []
        var locks: Set<String> = []
        var fileCount = 0
        var plan: (@Sendable (Operation, Int) -> Int32?)?
        var operationCount = 0

        mutating func begin(_ operation: Operation, path: String) throws {
            defer { operationCount += 1 }
            if let code = plan?(operation, operationCount) {
                throw IndexError.io(operation: operation.words, path: path, code: code)
            }
        }

        mutating func newFile() -> Int {
            fileCount += 1
            contents[fileCount] = []
            durableContents[fileCount] = []
            return fileCount
        }

        mutating func setName(_ name: String, to file: Int?) {
            guard names[name] != file else { return }
            names[name] = file
            unsettledNames.append((name, file))
        }

        func restarted(names: [String: Int], contents: [Int: [UInt8]]) -> State {
            var state = State()
            state.names = names
            state.durableNames = names
            state.contents = contents
            state.durableContents = contents
            state.fileCount = fileCount
            return state
        }
    }
}

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
        // A disk that fills up takes part of a write.
        try directory.change(
            .write(name), of: file, named: name,
            { $0.contents[file, default: []].append(contentsOf: bytes) },
            onFailure: { $0.contents[file, default: []].append(contentsOf: bytes.prefix(bytes.count / 2)) })
    }

    func synchronize() throws {
        try directory.change(
            .synchronizeFile(name), of: file, named: name,
            { [file] in
                guard !$0.lostFiles.contains(file) else { return }
                $0.durableContents[file] = $0.contents[file]
            },
            onFailure: { [file] in _ = $0.lostFiles.insert(file) })
    }

    func close() throws {
        try directory.change(.close(name), of: file, named: name) { _ in }
    }
}

private final class MemoryLock: DirectoryLock {
    private let directory: MemoryDirectory
    private let name: String

    init(directory: MemoryDirectory, name: String) {
        self.directory = directory
        self.name = name
    }

    deinit { directory.unlock(name) }
}

import FaguiIndex

/// Names and contents of a ``MemoryDirectory``, as they are and as they would survive.
struct MemoryDirectoryState: Sendable {
    /// Files by name, as a process sees them.
    var names: [String: Int] = [:]
    /// Files by name, as of the last fsync of the folder.
    var durableNames: [String: Int] = [:]
    /// Changes of names since, in order; nil for a name that was taken away.
    var unsettledNames: [(name: String, file: Int?)] = []
    var contents: [Int: [UInt8]] = [:]
    /// As of each file's last fsync.
    var durableContents: [Int: [UInt8]] = [:]
    /// Files with an fsync that failed: none of what they lacked then ever becomes durable.
    var lostFiles: Set<Int> = []
    var locks: Set<String> = []
    var fileCount = 0
    var plan: (@Sendable (DirectoryCall, Int) -> DirectoryFault?)?
    var callCount = 0
    var isStopped = false

    /// A folder that holds this, all of it durable, unlocked.
    init(names: [String: Int] = [:], contents: [Int: [UInt8]] = [:], fileCount: Int = 0) {
        self.names = names
        durableNames = names
        let reachable = Set(names.values)
        self.contents = contents.filter { reachable.contains($0.key) }
        durableContents = self.contents
        self.fileCount = fileCount
    }

    /// Carries out a call, unless the plan lets it fail.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - path: The folder in messages.
    ///   - body: What the call does.
    ///   - onFailure: What a failure does, where it leaves something behind.
    ///   - cut: What the call does where it is cut short; nil if it throws then as well.
    /// - Returns: What the call gives.
    /// - Throws: The fault, or what the call throws.
    mutating func perform<R>(
        _ call: DirectoryCall, path: String, _ body: (inout Self) throws -> R,
        onFailure: (inout Self) -> Void = { _ in }, cut: ((inout Self) throws -> R?)? = nil
    ) throws -> R {
        let number = callCount
        callCount += 1
        func failure(_ code: Int32) -> IndexError {
            .io(operation: call.words, path: call.name.map { "\(path)/\($0)" } ?? path, code: code)
        }
        if isStopped { throw failure(5) }
        switch plan?(call, number) {
        case nil:
            return try body(&self)
        case .error(let code):
            onFailure(&self)
            throw failure(code)
        case .errorAfterwards(let code):
            _ = try body(&self)
            throw failure(code)
        case .cut:
            if let cut {
                if let result = try cut(&self) { return result }
            } else {
                onFailure(&self)
            }
            throw failure(28)
        case .stop:
            isStopped = true
            throw failure(5)
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
}

import Dispatch
import FaguiIndex
import Synchronization

/// A folder that calls back before files are created and after they are mapped, so that a test can act in between.
final class InterceptedDirectory: Directory {
    private let base: any Directory
    private let hooks = Mutex<Hooks>(Hooks())

    private struct Hooks: Sendable {
        var willCreate: (@Sendable (String) -> Void)?
        var didMap: (@Sendable (String) -> Void)?
    }

    init(_ base: any Directory) { self.base = base }

    /// Called on the thread that creates a file; the call may block.
    func beforeCreating(_ body: (@Sendable (String) -> Void)?) { hooks.withLock { $0.willCreate = body } }

    /// Called on the thread that mapped a file, after it has its bytes.
    func afterMapping(_ body: (@Sendable (String) -> Void)?) { hooks.withLock { $0.didMap = body } }

    var path: String { base.path }

    func list() throws -> [String] { try base.list() }

    func create(_ name: String) throws -> any FileOutput {
        // The hook runs outside the lock, since it may wait.
        hooks.withLock { $0.willCreate }?(name)
        return try base.create(name)
    }

    func map(_ name: String) throws -> FileBytes {
        let bytes = try base.map(name)
        hooks.withLock { $0.didMap }?(name)
        return bytes
    }

    func rename(_ name: String, to newName: String) throws { try base.rename(name, to: newName) }

    func remove(_ name: String) throws { try base.remove(name) }

    func synchronize() throws { try base.synchronize() }

    func lock(_ name: String) throws -> any DirectoryLock { try base.lock(name) }
}

/// A place where one thread waits until another lets it go on.
final class Gate: Sendable {
    private let reached = DispatchSemaphore(value: 0)
    private let opened = DispatchSemaphore(value: 0)

    /// Says that the place is reached, and waits.
    func pass() {
        reached.signal()
        _ = opened.wait(timeout: .now() + .seconds(60))
    }

    /// Waits until a thread stands at the gate; false if none came for a minute.
    func waitUntilReached() -> Bool { reached.wait(timeout: .now() + .seconds(60)) == .success }

    /// Lets one thread go on.
    func open() { opened.signal() }
}

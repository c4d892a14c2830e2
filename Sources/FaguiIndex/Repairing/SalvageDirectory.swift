import Synchronization

/// The folder of an index that is mended: a file that the disk cannot read is as damaged as one that holds something else.
///
/// Elsewhere that is an error and never taken for damage, since it may be read again later. Here nothing is deleted.
final class SalvageDirectory: Directory {
    private let base: any Directory
    private let readable = Mutex<Set<String>>([])

    init(_ base: any Directory) { self.base = base }

    var path: String { base.path }

    func map(_ name: String) throws -> FileBytes {
        // Once: a file is mapped several times, and the second pass would tell nothing new.
        if readable.withLock({ !$0.contains(name) }) {
            try base.checkReadable(name)
            readable.withLock { _ = $0.insert(name) }
        }
        do {
            return try base.map(name)
        } catch let error as IndexError {
            throw error.asDamage(of: name)
        }
    }

    func list() throws -> [String] { try base.list() }
    func create(_ name: String) throws -> any FileOutput { try base.create(name) }
    func rename(_ name: String, to newName: String) throws { try base.rename(name, to: newName) }
    func remove(_ name: String) throws { try base.remove(name) }
    func synchronize() throws { try base.synchronize() }
    func lock(_ name: String) throws -> any DirectoryLock { try base.lock(name) }
}

/// How a call to a ``MemoryDirectory`` goes wrong.
public enum DirectoryFault: Sendable, Equatable, ExpressibleByIntegerLiteral {
    /// It fails with this errno, and nothing is done.
    case error(Int32)
    /// It fails with this errno although it was carried out, as a call over a network may be.
    case errorAfterwards(Int32)
    /// A write puts half of its bytes into the file and fails with ENOSPC; a file that is mapped has lost its second half.
    /// Any other call fails with ENOSPC.
    case cut
    /// The world stops: this call and all that follow fail with EIO, and nothing changes any more.
    case stop

    /// The errno of a call that does nothing.
    public init(integerLiteral code: Int32) { self = .error(code) }
}

/// A call to a directory, as a plan of faults sees it.
public enum DirectoryCall: Sendable, Equatable {
    case create(String), write(String), synchronizeFile(String), close(String)
    case rename(String, to: String), remove(String), synchronizeFolder
    case list, map(String), lock(String)

    /// Whether it changes something.
    public var isChange: Bool {
        switch self {
        case .list, .map, .lock: false
        default: true
        }
    }

    /// Whether it appends to a file.
    public var isWrite: Bool {
        guard case .write = self else { return false }
        return true
    }

    /// The call in the words of an error message.
    var words: String {
        switch self {
        case .create: "create"
        case .write: "write to"
        case .synchronizeFile, .synchronizeFolder: "make durable"
        case .close: "close"
        case .rename: "rename"
        case .remove: "remove"
        case .list: "list"
        case .map: "open"
        case .lock: "lock"
        }
    }

    /// The file that an error message names; nil where it is the folder.
    var name: String? {
        switch self {
        case .create(let name), .write(let name), .synchronizeFile(let name), .close(let name), .rename(let name, _),
            .remove(let name), .map(let name), .lock(let name):
            name
        case .synchronizeFolder, .list: nil
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension TemporaryFolder {
    /// A call to the system that failed.
    public struct Failure: Error {
        /// What was being done, and to which file.
        public let action: String
        /// The system's number for the reason.
        public let code: Int32
    }

    /// Writes a text file, making the folders above it.
    public func write(_ name: String, _ text: String) throws {
        try write(name, bytes: Array(text.utf8))
    }

    /// Writes a file, making the folders above it.
    public func write(_ name: String, bytes: [UInt8]) throws {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/\(part)"
            if mkdir(folder, 0o755) != 0, errno != EEXIST { throw Failure(action: "mkdir \(folder)", code: errno) }
        }
        guard let file = fopen("\(path)/\(name)", "wb") else { throw Failure(action: "fopen \(name)", code: errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw Failure(action: "fwrite \(name)", code: errno)
        }
    }

    /// Removes one file.
    public func remove(_ name: String) throws {
        guard unlink("\(path)/\(name)") == 0 else { throw Failure(action: "unlink \(name)", code: errno) }
    }

    /// Removes one empty folder.
    public func removeFolder(_ name: String) throws {
        guard rmdir("\(path)/\(name)") == 0 else { throw Failure(action: "rmdir \(name)", code: errno) }
    }
}

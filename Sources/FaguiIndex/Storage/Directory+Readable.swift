#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Directory {
    /// Reads a file to its end, so that blocks that the disk cannot give are noticed: under a file that is mapped they would
    /// end the process (SIGBUS).
    ///
    /// - Parameter name: The file; one that is not there, or may not be opened, is left to who maps it.
    /// - Throws: `corrupt` with the place.
    package func checkReadable(_ name: String) throws {
        guard let directory = self as? FileSystemDirectory else { return }
        try directory.readToEnd(name)
    }
}

extension IndexError {
    /// A fault of the disk as damage of the file; all else as it is.
    func asDamage(of name: String, byteOffset: Int = 0) -> IndexError {
        guard case .io(_, _, let code) = self, IndexError.isOfDisk(code) else { return self }
        let reason = String(cString: strerror(code))
        return .corrupt(file: name, byteOffset: byteOffset, reason: "the disk cannot read it: \(reason)")
    }

    /// Whether a code of `errno` says that what was written is not there any more. Too many open files, no memory or no
    /// right say nothing of the kind.
    private static func isOfDisk(_ code: Int32) -> Bool {
        #if os(Linux)
            // What a file system says whose own checksums do not hold.
            if code == EUCLEAN { return true }
        #endif
        return code == EIO || code == EBADMSG
    }
}

extension FileSystemDirectory {
    fileprivate func readToEnd(_ name: String) throws {
        let file = Posix.retrying { Posix.openFile(at: descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard file >= 0 else { return }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 64) { buffer in
            var count = 0
            while true {
                let part = Posix.retrying { pread(file, buffer.baseAddress, buffer.count, off_t(count)) }
                guard part != 0 else { return }
                guard part > 0 else {
                    throw IndexError.io(operation: "read", path: "\(path)/\(name)", code: errno)
                        .asDamage(of: name, byteOffset: count)
                }
                count += part
            }
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder whose files can have further names, here or in another folder.
package protocol LinkingDirectory: Directory {
    /// Gives a file of another folder a name in this one, without copying it. Durable after ``Directory/synchronize()``.
    ///
    /// - Parameters:
    ///   - name: Its name there.
    ///   - source: The other folder, or the same.
    ///   - newName: Its name here, which no file has.
    /// - Returns: False where that cannot be, as between two file systems: then the file is to be copied.
    /// - Throws: `io` for other faults, such as a full disk.
    func link(_ name: String, in source: any Directory, as newName: String) throws -> Bool
}

extension FileSystemDirectory: LinkingDirectory {
    package func link(_ name: String, in source: any Directory, as newName: String) throws -> Bool {
        guard let source = source as? FileSystemDirectory else { return false }
        if linkat(source.descriptor, name, descriptor, newName, 0) == 0 { return true }
        let code = errno
        // Another file system, one without links, too many links, somebody else's file, or one that is gone.
        if [EXDEV, EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EACCES, ENOENT].contains(code) { return false }
        throw IndexError.io(operation: "link", path: "\(path)/\(newName)", code: code)
    }

    /// Whether both are one folder, by whatever path.
    ///
    /// - Parameter other: Another open folder.
    /// - Returns: False also where the system does not tell.
    package func isSame(as other: FileSystemDirectory) -> Bool {
        var (own, others) = (stat(), stat())
        return fstat(descriptor, &own) == 0 && fstat(other.descriptor, &others) == 0 && own.st_dev == others.st_dev
            && own.st_ino == others.st_ino
    }
}

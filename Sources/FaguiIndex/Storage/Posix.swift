#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Calls of the C library whose names clash with methods, or whose arguments vary.
enum Posix {
    /// Opens a file; one that is created is its owner's alone. -1 and `errno` on failure.
    static func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o600) }

    /// Opens a file relative to a folder.
    static func openFile(at folder: Int32, _ name: String, _ flags: Int32) -> Int32 {
        openat(folder, name, flags, 0o600)
    }

    /// Closes a descriptor.
    @discardableResult
    static func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }

    /// Writes some of the bytes and returns how many.
    static func writeFile(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        write(descriptor, bytes, count)
    }

    /// Makes a call again while a signal interrupts it.
    static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            guard result == -1, errno == EINTR else { return result }
        }
    }
}

public import FaguiIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileBytes {
    /// Copies bytes to pages between others that nobody may touch: whoever reads outside of them ends the process.
    ///
    /// They begin at a multiple of 64, as a mapped file's do, so that up to 63 bytes behind the last can still be read.
    public static func guarded(name: String, copying source: [UInt8]) -> FileBytes {
        let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
        // What a number of 32 bits in damaged bytes can lead to, from wherever it is counted.
        let guardLength = (1 << 32) + (1 << 20)
        let length = (source.count + 63) / 64 * 64
        let ownLength = (length + pageSize - 1) / pageSize * pageSize
        let whole = UnsafeMutableRawBufferPointer(
            start: mmap(nil, ownLength + 2 * guardLength, PROT_NONE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0),
            count: ownLength + 2 * guardLength)
        guard let start = whole.baseAddress, start != MAP_FAILED,
            mprotect(start + guardLength, ownLength, PROT_READ | PROT_WRITE) == 0
        else { preconditionFailure("no room for \(name): \(String(cString: strerror(errno)))") }
        let bytes = start + guardLength + (ownLength - length)
        UnsafeMutableRawBufferPointer(start: bytes, count: source.count).copyBytes(from: source)
        mprotect(start + guardLength, ownLength, PROT_READ)
        return FileBytes(name: name, bytes: UnsafeRawBufferPointer(start: bytes, count: source.count)) {
            guard let bytes = $0.baseAddress else { return }
            let start = bytes - (ownLength - length) - guardLength
            munmap(UnsafeMutableRawPointer(mutating: start), ownLength + 2 * guardLength)
        }
    }
}

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How many files, which connections are as well, the process may have open.
enum OpenFiles {
    /// Lifts the limit to what the system allows; by default it is often 1024.
    ///
    /// - Returns: How many may be open now; nil where that cannot be told.
    static func raiseLimit() -> Int? {
        #if canImport(Glibc)
            let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let kind = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return nil }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(kind, &limit)
        // Where it could not be lifted it is what it was.
        guard getrlimit(kind, &limit) == 0 else { return nil }
        return Int(clamping: limit.rlim_cur)
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The corpus of real laws, if it lies in `shared/corpus` beside the repository or above it.
public enum LawCorpus {
    /// Its folder; empty if there is none.
    public static let path: String = {
        var folder = #filePath[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            let candidate = "\(folder)/shared/corpus"
            if access("\(candidate)/laws", R_OK) == 0 { return candidate }
        }
        return ""
    }()

    /// Whether there is one.
    public static var isThere: Bool { !path.isEmpty }
}

/// What is unpacked of an archive at most. A bomb of 42 KB unpacks to 4 PB.
enum ZipLimits {
    /// Entries: a province's regulations are some thousands.
    static let entries = 200_000
    /// Bytes of one entry. All of them are in memory at once.
    static let entrySize = 512 << 20
    /// Unpacked bytes for a packed one. DEFLATE gives 1,032 at most, text 3 to 8, XML of Word up to 50.
    static let ratio = 200
    /// Unpacked bytes that need no packed ones, so that a small file of like lines is read.
    static let freeSize = 16 << 20
    /// Archives in archives.
    static let depth = 3

    /// The most bytes that an archive of a size may unpack to.
    static func total(packedSize: Int) -> Int {
        let (product, overflows) = packedSize.multipliedReportingOverflow(by: ratio)
        return overflows ? Int.max : max(freeSize, product)
    }
}

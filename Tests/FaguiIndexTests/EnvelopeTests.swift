import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Header, footer, length and checksum of every file.
@Suite struct EnvelopeTests {
    private static let body = Array("an envelope's body".utf8)

    @Test func aFileComesBackAsItWasWritten() throws {
        let directory = MemoryDirectory()
        let (length, checksum) = try write(Self.body, to: directory)
        #expect(length == UInt64(32 + Self.body.count + 16))
        let file = try EnvelopeFile.open(
            directory, name: "f", kind: .norms, uniqueID: 7, length: length, checksum: checksum)
        try file.verifyChecksum()
        #expect(Array(file.body) == Self.body && file.uniqueID == 7 && file.checksum == checksum)
    }

    @Test func theBytesAreThoseOfTheFormat() throws {
        let directory = MemoryDirectory()
        _ = try write([0xAB], to: directory)
        let bytes = try #require(directory.content(of: "f"))
        let magic = [0x8A] + Array("FAGUI\r\n".utf8), kind = Array("NORM".utf8)
        #expect(Array(bytes[..<12]) == magic + kind)
        #expect(Array(bytes[12..<28]) == [1, 0, 0, 0] + [7, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0])
        #expect(Array(bytes[28..<32]) == littleEndian(slowCRC(bytes[..<28])))
        #expect(Array(bytes[33..<41]) == littleEndian(UInt64(49)))
        let covered = slowCRC(bytes[32..<33], after: slowCRC(bytes[..<28]))
        #expect(Array(bytes[41..<45]) == littleEndian(covered))
        #expect(Array(bytes[45..<49]) == littleEndian(slowCRC(bytes[33..<45])))
    }

    @Test(arguments: [0, 1, 1 << 18, (1 << 18) - 32, (1 << 18) - 31, 600_000])
    func bodiesOfAllSizesPassThroughTheBuffer(count: Int) throws {
        let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for pieces in [[body], [Array(body.prefix(count / 2)), [], Array(body.suffix(count - count / 2))]] {
            let directory = MemoryDirectory()
            let output = try EnvelopeOutput(directory, name: "f", kind: .norms, uniqueID: 7)
            for piece in pieces { try output.write(piece) }
            #expect(output.bodyLength == count)
            _ = try output.finish()
            let file = try EnvelopeFile.open(directory, name: "f", kind: .norms, uniqueID: 7)
            try file.verifyChecksum()
            #expect(Array(file.body) == body)
        }
    }

    @Test func aFileCutAnywhereIsCorrupt() throws {
        let whole = try content(Self.body)
        for length in whole.indices {
            expectCorrupt(Array(whole[..<length]), "cut to \(length) bytes")
        }
        expectCorrupt(whole + [0], "one byte more")
    }

    @Test func everyFlippedBitIsFound() throws {
        let whole = try content(Self.body)
        for byte in whole.indices {
            for bit in 0..<8 {
                var damaged = whole
                damaged[byte] ^= 1 << UInt8(bit)
                expectCorrupt(damaged, "bit \(bit) of byte \(byte)")
            }
        }
    }

    @Test func aNewerVersionIsTooNewOnceTheHeaderIsBelieved() throws {
        var bytes = try content(Self.body)
        bytes[12] = 2
        expectCorrupt(bytes, "a version that the checksum does not cover")
        mendHeader(&bytes)
        #expect(throws: IndexError.tooNew(file: "f", found: 2, supported: 1)) { try open(bytes) }
        // Flags, footer and length are the newer version's own affair.
        bytes[24] = 1
        mendHeader(&bytes)
        bytes.removeLast(3)
        #expect(throws: IndexError.tooNew(file: "f", found: 2, supported: 1)) { try open(bytes) }
    }

    @Test func anImpossibleHeaderIsCorruptThoughItsChecksumHolds() throws {
        for (place, value) in [(0, UInt8(1)), (8, 0x20), (12, 0), (16, 8), (24, 1)] {
            var bytes = try content(Self.body)
            bytes[place] = value
            mendHeader(&bytes)
            expectCorrupt(bytes, "\(value) at byte \(place)")
        }
    }

    @Test func aFileOfAnotherKindLengthOrChecksumIsCorrupt() throws {
        let directory = MemoryDirectory()
        let (length, checksum) = try write(Self.body, to: directory)
        #expect(throws: IndexError.self) {
            try EnvelopeFile.open(directory, name: "f", kind: .terms, uniqueID: 7)
        }
        #expect(throws: IndexError.self) {
            try EnvelopeFile.open(directory, name: "f", kind: .norms, uniqueID: 7, length: length + 1)
        }
        #expect(throws: IndexError.self) {
            try EnvelopeFile.open(directory, name: "f", kind: .norms, uniqueID: 7, checksum: checksum ^ 1)
        }
    }

    @Test func aFileWithAFailedWriteIsNeverFinished() throws {
        let directory = MemoryDirectory()
        let output = try EnvelopeOutput(directory, name: "f", kind: .norms, uniqueID: 7)
        directory.setFaults { operation, count in operation == .write("f") && count == 0 ? .cut : nil }
        let large = [UInt8](repeating: 1, count: 1 << 19)
        #expect(throws: IndexError.self) { try output.write(large) }
        // The disk has room again, but there is a gap in the file.
        #expect(throws: IndexError.io(operation: "write to", path: "memory/f", code: 28)) { try output.finish() }
        #expect(throws: IndexError.self) { try open(try #require(directory.content(of: "f"))) }
    }

    @Test func aFileWhoseFsyncOrCloseFailsIsNotFinished() throws {
        for call in [DirectoryCall.synchronizeFile("f"), .close("f")] {
            let directory = MemoryDirectory()
            let output = try EnvelopeOutput(directory, name: "f", kind: .norms, uniqueID: 7)
            directory.setFaults { found, _ in found == call ? .error(5) : nil }
            #expect(throws: IndexError.self) { try output.finish() }
        }
    }

    private func write(_ body: [UInt8], to directory: MemoryDirectory) throws -> (length: UInt64, checksum: UInt32) {
        let output = try EnvelopeOutput(directory, name: "f", kind: .norms, uniqueID: 7)
        try output.write(body)
        return try output.finish()
    }

    private func content(_ body: [UInt8]) throws -> [UInt8] {
        let directory = MemoryDirectory()
        _ = try write(body, to: directory)
        return try #require(directory.content(of: "f"))
    }

    private func open(_ bytes: [UInt8]) throws {
        let directory = MemoryDirectory()
        directory.put(bytes, as: "f")
        try EnvelopeFile.open(directory, name: "f", kind: .norms, uniqueID: 7).verifyChecksum()
    }

    private func expectCorrupt(_ bytes: [UInt8], _ what: String) {
        do {
            try open(bytes)
            Issue.record("taken for sound: \(what)")
        } catch let IndexError.corrupt(file, byteOffset, _) {
            #expect(file == "f" && (0...bytes.count).contains(byteOffset), "\(what)")
        } catch {
            Issue.record("\(what): \(error)")
        }
    }

    private func mendHeader(_ bytes: inout [UInt8]) {
        bytes.replaceSubrange(28..<32, with: littleEndian(slowCRC(bytes[..<28])))
    }
}

/// CRC-32, a bit at a time: an oracle that shares nothing with zlib.
func slowCRC(_ bytes: some Sequence<UInt8>, after start: UInt32 = 0) -> UInt32 {
    var crc = ~start
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320 }
    }
    return ~crc
}

/// The bytes of a number, the lowest first.
func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
}

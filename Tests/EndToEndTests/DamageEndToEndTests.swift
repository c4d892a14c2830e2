import Foundation
import Testing

@Suite struct DamageEndToEndTests {
    /// Changes one byte of a file of the index.
    private func flip(_ folder: SampleFolder, _ name: String, at place: Int) throws {
        let url = folder.url("index/\(name)")
        var data = try Data(contentsOf: url)
        data[place] ^= 0x40
        try data.write(to: url)
    }

    @Test func findsASoundIndexSound() throws {
        let folder = try SampleFolder.indexed()
        let run = try folder.command.run("verify")
        #expect(run.exitCode == 0)
        #expect(run.output.hasPrefix("sound: "))
        #expect(run.errors.isEmpty)
        #expect(try folder.command.run("verify", "--json").json()["sound"] as? Bool == true)
    }

    @Test func reportsAFlippedByteInAnyFile() throws {
        let folder = try SampleFolder.indexed()
        for name in try folder.indexFiles() {
            let place = try Data(contentsOf: folder.url("index/\(name)")).count / 2
            try flip(folder, name, at: place)
            let run = try folder.command.run("verify")
            #expect(run.exitCode == 3, "\(name)")
            #expect(run.output.contains(name), "\(name)")
            let search = try folder.command.run("search", "质量", "--json")
            #expect([0, 1, 3].contains(search.exitCode), "\(name): \(search.exitCode)")
            try flip(folder, name, at: place)
        }
        #expect(try folder.command.run("verify").exitCode == 0)
    }

    @Test func aFlippedMagicOrVersionIsDamageAndNoOtherFormat() throws {
        let folder = try SampleFolder.indexed()
        for name in try folder.indexFiles() {
            // FORMAT.md › Envelope: the magic at byte 0, the version at 12, the flags at 24.
            for place in [0, 12, 24] {
                try flip(folder, name, at: place)
                let run = try folder.command.run("verify", "--json")
                #expect(run.exitCode == 3, "\(name), byte \(place): \(run.output)")
                let findings = try run.json()["findings"] as? [[String: Any]]
                #expect(findings?.contains { $0["file"] as? String == name } == true, "\(name), byte \(place)")
                let answer = try folder.command.run("search", "质量", "--json")
                let code = (try answer.json()["error"] as? [String: Any])?["code"] as? String
                #expect(answer.exitCode == 3 && code == "corrupt_index", "\(name), byte \(place): \(answer)")
                try flip(folder, name, at: place)
            }
        }
    }

    @Test func refusesAnIndexOfANewerFormat() throws {
        let folder = try SampleFolder.indexed()
        let manifest = try #require(try folder.indexFiles().first { $0.hasPrefix("manifest") })
        let url = folder.url("index/\(manifest)")
        var data = try Data(contentsOf: url)
        // FORMAT.md › Envelope: the version at byte 12, the checksum of the header at byte 28.
        data[12] = 99
        let checksum = Self.crc32(data.prefix(28))
        withUnsafeBytes(of: checksum.littleEndian) { data.replaceSubrange(28..<32, with: $0) }
        try data.write(to: url)
        for arguments in [["search", "质量"], ["index", "texts"], ["verify"]] {
            let run = try folder.command.run(arguments)
            #expect(run.exitCode == 3, "\(arguments): \(run.errors)")
        }
        let json = try folder.command.run("search", "质量", "--json")
        #expect((try json.json()["error"] as? [String: Any])?["code"] as? String == "newer_format")
    }

    @Test func staysAtItsLastCommitWhenItIsKilled() throws {
        let folder = try SampleFolder.indexed()
        for number in 0..<300 {
            try folder.write("texts/many/\(number).txt", String(repeating: "第一条 质量安全监督检查。\n", count: 200))
        }
        let run = try folder.command.shell("$FAGUI index texts & kill -TERM $!; wait $!")
        // Quick machines may be done before the signal.
        #expect([0, 143].contains(run.exitCode))
        #expect(try folder.command.run("verify").exitCode == 0)
        #expect(try folder.command.run("search", "召回").exitCode == 0)
    }

    private static func crc32(_ bytes: Data) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~value
    }
}

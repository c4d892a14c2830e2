import FaguiTestSupport
import Foundation
import Testing

/// Repairs, backups and upgrades by the command, with their exit statuses.
@Suite struct UpkeepEndToEndTests {
    private func flip(_ folder: SampleFolder, _ name: String) throws {
        var data = try Data(contentsOf: folder.url(name))
        data[data.count / 2] ^= 0x40
        try data.write(to: folder.url(name))
    }

    @Test func mendsAnIndexAndSaysWhatIsMissing() throws {
        let folder = try SampleFolder.indexed()
        let sound = try folder.command.run("verify", "--repair")
        #expect(sound.exitCode == 0 && sound.output.hasPrefix("sound: "))
        let before = try folder.command.run("search", "质量", "--json").json()["hits"] as? [[String: Any]]
        try flip(folder, "index/s000001.postings")
        #expect(try folder.command.run("verify").exitCode == 3)
        let mended = try folder.command.run("verify", "--repair")
        #expect(mended.exitCode == 0 && mended.output.hasPrefix("repaired: "), "\(mended)")
        #expect(mended.errors.contains("s000001.postings at byte"))
        let after = try folder.command.run("search", "质量", "--json").json()["hits"] as? [[String: Any]]
        #expect(before?.compactMap { $0["id"] as? String } == after?.compactMap { $0["id"] as? String })
        #expect(try folder.command.run("verify").exitCode == 0)

        let segment = try #require(try folder.indexFiles().first { $0.hasSuffix(".stored") })
        try flip(folder, "index/\(segment)")
        try folder.remove("texts/通知.md")
        let partly = try folder.command.run("verify", "--repair", "texts")
        #expect(partly.exitCode == 1, "\(partly)")
        #expect(partly.output.contains("missing: texts/通知.md\n"))
        #expect(try folder.command.run("search", "召回").exitCode == 0)
        let again = try folder.command.run("verify", "--repair", "--json")
        #expect(again.exitCode == 0)
        #expect(try again.json()["was_sound"] as? Bool == true)
    }

    @Test func saysThatRemovedTextsMayBeBackWithoutTheManifest() throws {
        let folder = try SampleFolder.indexed()
        try folder.remove("index/manifest")
        let run = try folder.command.run("verify", "--repair")
        #expect(run.exitCode == 0 && run.errors.contains("may be back, and nothing tells which"), "\(run)")
        try flip(folder, "index/s000001.postings")
        #expect(try !folder.command.run("verify", "--repair").errors.contains("may be back"))
    }

    @Test func showsTheVersionsOfFormats() throws {
        let folder = try SampleFolder.indexed()
        #expect(try folder.command.run("stats").output.contains("1, postings 2"))
        let segments = try folder.command.run("stats", "--json").json()["segments"] as? [[String: Any]]
        #expect((segments?.first?["formats"] as? [String: Int])?["postings"] == 2)
        #expect(segments?.first?["older_format"] as? Bool == false)
    }

    @Test func refusesWhatCannotBeMended() throws {
        let folder = try SampleFolder.indexed()
        #expect(try folder.command.run("verify", "texts").exitCode == 2)
        #expect(try folder.command.run("verify", "--follow-links").exitCode == 2)
        #expect(try folder.command.run("verify", "--repair", "--index", "none").exitCode == 2)
        for name in try folder.indexFiles() where !name.hasPrefix("analysis") {
            try folder.write("index/\(name)", Data([0x8A, 0x46, 0x41, 0x47, 0x55, 0x49, 0x0D, 0x0A]))
        }
        let run = try folder.command.run("verify", "--repair", "--json")
        #expect(run.exitCode == 3)
        let error = try #require(try run.json()["error"] as? [String: Any])
        #expect((error["advice"] as? String)?.contains("fagui restore") == true)
    }

    @Test func backsUpAndRestores() throws {
        let folder = try SampleFolder.indexed()
        let first = try folder.command.run("backup", "copy", "--json")
        #expect(first.exitCode == 0)
        #expect(try first.json()["linked_files"] as? Int == 8)
        let second = try folder.command.run("backup", "copy")
        #expect(second.exitCode == 0 && second.output.contains("there already"))
        #expect(try folder.command.run("backup", "other", "--copy", "--json").json()["copied_files"] as? Int == 8)
        #expect(try folder.command.run("backup", "index").exitCode == 2)
        #expect(try folder.command.run("backup").exitCode == 2)
        #expect(try folder.command.run("search", "召回", "--index", "copy").exitCode == 0)
        let rights = try folder.command.shell("stat -c '%a' index copy index/* copy/* | sort -u")
        #expect(rights.output == "600\n700\n")

        #expect(try folder.command.run("restore", "copy").exitCode == 2)
        try flip(folder, "index/manifest")
        #expect(try folder.command.run("backup", "copy").exitCode == 3)
        #expect(try folder.command.run("verify", "--index", "copy").exitCode == 0)
        #expect(try folder.command.run("restore", "copy", "--force").exitCode == 0)
        #expect(try folder.command.run("verify").exitCode == 0)
        #expect(try folder.command.run("search", "召回").exitCode == 0)
        try flip(folder, "other/s000001.terms")
        #expect(try folder.command.run("restore", "other", "--index", "new").exitCode == 3)
        #expect(try folder.command.run("search", "召回", "--index", "new").exitCode == 2)
    }

    @Test func refusesToBackUpAnIndexOfANewerVersion() throws {
        let folder = try SampleFolder.indexed()
        var data = try Data(contentsOf: folder.url("index/manifest"))
        data[12] = 99
        var checksum = UInt32.max
        for byte in data.prefix(28) {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        withUnsafeBytes(of: (~checksum).littleEndian) { data.replaceSubrange(28..<32, with: $0) }
        try data.write(to: folder.url("index/manifest"))
        for arguments in [
            ["verify", "--repair"], ["backup", "copy"], ["restore", "index", "--index", "new"], ["upgrade"],
        ] {
            let run = try folder.command.run(arguments)
            #expect(run.exitCode == 3, "\(arguments): \(run)")
            #expect(run.errors.contains("99") && run.errors.contains("reads up to 1"), "\(arguments): \(run)")
        }
        #expect(try Data(contentsOf: folder.url("index/manifest")) == data)
    }

    @Test func hasNothingToUpgrade() throws {
        let folder = try SampleFolder.indexed()
        let run = try folder.command.run("upgrade")
        #expect(run.exitCode == 0 && run.output == "The index is up to date.\n", "\(run)")
    }

    @Test func backsUpWhileAnotherProcessIndexes() throws {
        let folder = try SampleFolder.indexed()
        // Each round changes both texts at once: a backup between has the one round or the other.
        let rounds = 6 * RandomTests.scale
        let script = """
            (for n in $(seq \(rounds)); do
              echo "第${n}代甲" > texts/甲.txt; echo "第${n}代乙" > texts/乙.txt; $FAGUI index texts > /dev/null || exit 9
            done; touch done) &
            count=0
            while [ ! -e done ] || [ $count -lt 2 ]; do
              $FAGUI backup copy > /dev/null || exit 8
              $FAGUI verify --index copy > /dev/null || exit 7
              a=$($FAGUI show texts/甲.txt --index copy 2> /dev/null | grep -o '第[0-9]*代' | sort -u)
              b=$($FAGUI show texts/乙.txt --index copy 2> /dev/null | grep -o '第[0-9]*代' | sort -u)
              [ "$a" = "$b" ] || { echo "$a and $b"; exit 6; }
              count=$((count + 1))
            done
            wait
            $FAGUI backup copy > /dev/null && $FAGUI show texts/甲.txt --index copy | grep -o '第[0-9]*代' | sort -u
            """
        let run = try folder.command.shell(script)
        #expect(run.exitCode == 0 && run.output == "第\(rounds)代\n", "\(run)")
    }
}

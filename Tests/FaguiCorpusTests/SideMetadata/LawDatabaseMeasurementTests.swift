import FaguiTestSupport
import Testing

@testable import FaguiCorpus

/// What the law corpus's databases say against what its texts say themselves.
@Suite(.enabled(if: LawCorpus.isThere)) struct LawDatabaseMeasurementTests {
    /// How often a thing was found, by what it is.
    private struct Tally {
        var agreed = 0
        var compared = 0
        var kinds: [String: Int] = [:]

        var share: Double { Double(agreed) / Double(max(1, compared)) }

        /// Counts a text that both sides speak of.
        mutating func compare(_ kind: String, agrees: Bool) {
            compared += 1
            agreed += agrees ? 1 : 0
            kinds[kind, default: 0] += 1
        }

        mutating func pass(_ kind: String) { kinds[kind, default: 0] += 1 }

        func report(_ name: String) {
            print("\(name): \(agreed) of \(compared) agree (\((share * 10_000).rounded() / 100) %)")
            for (kind, count) in kinds.sorted(by: { $0.key < $1.key }) { print("  \(count)\t\(kind)") }
        }
    }

    @Test func databaseAndTextsAgree() throws {
        var levels = Tally()
        var days = Tally()
        var effects = Tally()
        let walk = CorpusWalker.walk(["\(LawCorpus.path)/laws"])
        #expect(walk.warnings == [])
        let described = walk.files.filter { !$0.metadata.isEmpty }
        #expect(described.count >= 3_360, "a row of the databases for nearly every text")
        for file in described {
            // Without the database, and without the folder, whose name gives the level away.
            var alone = file
            alone.metadata = []
            alone.id = file.id.split(separator: "/").last.map(String.init) ?? file.id
            let text = try Self.text(alone, path: alone.id)
            let said = file.metadata
            Self.compareLevels(said, text, &levels)
            Self.comparePublishing(said, text, &days)
            Self.compareEffect(said, text, &effects)
        }
        levels.report("level")
        days.report("publish")
        effects.report("valid_from")
        #expect(levels.share >= 0.98)
        #expect(days.share >= 0.98)
        #expect(effects.share >= 0.98)
        #expect(levels.compared >= 3_300 && days.compared >= 2_500 && effects.compared >= 900)
    }

    private static func text(_ file: SourceFile, path: String) throws -> SourceText {
        let source = try OpenSource(path: file.path)
        let bytes = try source.bytes(0..<source.size)
        var warnings: [CorpusError] = []
        return TextReader.read(
            Array(bytes.view), TextReader.Origin(id: file.id, path: path), isMarkdown: true, warnings: &warnings)
    }

    private static func value(_ key: String, _ fields: [SourceText.Field]) -> String? {
        fields.first { $0.key == key }?.value
    }

    private static func compareLevels(_ said: [SourceText.Field], _ text: SourceText, _ tally: inout Tally) {
        guard let level = value("level", said) else { return }
        guard let own = text.first("level") else {
            return tally.compare("\(level): the text does not tell", agrees: false)
        }
        tally.compare(level == own ? "same" : "\(level): \(own) by its text", agrees: level == own)
    }

    /// The day of publishing is one that the text states, or follows its passing within a year.
    private static func comparePublishing(_ said: [SourceText.Field], _ text: SourceText, _ tally: inout Tally) {
        guard let day = value("published", said) else { return tally.pass("- the database has no day") }
        let stated = ["issued", "published", "revised"].flatMap { text.values($0, .stated) }.filter { $0.count == 10 }
        guard let last = stated.max(), let date = CalendarDate.parse(whole: last) else {
            return tally.pass("- the text states no day")
        }
        if stated.contains(day) {
            tally.compare("same day", agrees: true)
        } else if day < last {
            tally.compare("before the text's last day", agrees: false)
        } else if day <= date.adding(days: 366).iso8601 {
            tally.compare("within a year after the last passing", agrees: true)
        } else {
            tally.pass("- the head lacks the last amendment")
        }
    }

    /// The day of effect is the one that the text states for this wording.
    private static func compareEffect(_ said: [SourceText.Field], _ text: SourceText, _ tally: inout Tally) {
        guard let day = value("effective", said) else { return tally.pass("- the database has no day") }
        guard let stated = text.values("effective", .stated).max() else {
            guard let own = text.first("effective") else { return tally.pass("- the text states no day") }
            return tally.pass(own == day ? "- inferred, same day" : "- inferred, another day")
        }
        guard let version = text.first("version"), stated >= version else {
            let own = text.first("effective")
            return tally.pass(
                own == day
                    ? "- stated before an amendment, whose day is the database's" : "- stated before an amendment")
        }
        tally.compare(stated == day ? "same day" : "another day", agrees: stated == day)
    }
}

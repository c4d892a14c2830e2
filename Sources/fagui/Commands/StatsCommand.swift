internal import ArgumentParser
internal import Fagui

struct StatsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show what the index holds and what its parts take.",
        discussion: """
            Sizes are on disk; a MB is a million bytes.

              fagui stats
              fagui stats --index /var/lib/fagui --json

            Exit status: 0 fine, 2 usage or files, 3 damaged index.
            """)

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func execute(_ console: Console) async throws -> ExitStatus {
        let statistics = try await Library.open(at: location.path).statistics()
        if json.isOn {
            var document = JSONWriter()
            document.write(statistics)
            console.output.write(document)
        } else {
            for line in StatisticsText.lines(of: statistics) { console.output.write(line: line) }
        }
        return .fine
    }
}

/// Statistics as people read them.
enum StatisticsText {
    static func lines(of statistics: LibraryStatistics) -> [String] {
        let sources = NumberText.count(statistics.sources, "text")
        var size = "\(NumberText.size(statistics.bytes)) on disk"
        if statistics.sourceBytes > 0 {
            size += ", \(ratio(statistics.bytes, statistics.sourceBytes)) of \(NumberText.size(statistics.sourceBytes))"
        }
        return [
            "\(Terminal.sanitized(statistics.path)), commit \(statistics.snapshot)",
            "\(sources), \(NumberText.count(statistics.passages, "passage"))",
            size,
            "segmenter: \(statistics.segmenter)",
            "",
        ] + parts(of: statistics) + [""] + fields(of: statistics) + [""] + segments(of: statistics)
    }

    private static func parts(of statistics: LibraryStatistics) -> [String] {
        var table = Table(
            columns: [.init("part"), .init("size", .right), .init("of index", .right), .init("of source", .right)])
        for part in statistics.parts {
            table.add([
                part.name, NumberText.size(part.bytes), share(part.bytes, statistics.bytes),
                share(part.bytes, statistics.sourceBytes),
            ])
        }
        return table.lines
    }

    private static func fields(of statistics: LibraryStatistics) -> [String] {
        var table = Table(columns: [.init("field"), .init("distinct terms", .right), .init("terms", .right)])
        for field in statistics.fields {
            table.add([field.name, NumberText.grouped(field.terms), NumberText.grouped(field.totalLength)])
        }
        return table.lines
    }

    private static func segments(of statistics: LibraryStatistics) -> [String] {
        var table = Table(
            columns: [
                .init("segment"), .init("passages", .right), .init("deleted", .right), .init("analysis"),
                .init("format"),
            ])
        for segment in statistics.segments {
            table.add([
                segment.name, NumberText.grouped(segment.livePassages),
                NumberText.grouped(segment.passages - segment.livePassages), segment.analysis, format(of: segment),
            ])
        }
        return table.lines
    }

    /// The versions of the formats of a segment's files, those that are older beside what they would be now.
    private static func format(of segment: LibraryStatistics.Segment) -> String {
        guard segment.hasOlderFormat else {
            let versions = Dictionary(grouping: segment.formats, by: \.version).sorted { $0.key < $1.key }
            // The version that most have needs no names.
            guard let usual = versions.max(by: { $0.value.count < $1.value.count })?.key else { return "" }
            let others = segment.formats.filter { $0.version != usual }.map { "\($0.part) \($0.version)" }
            return (["\(usual)"] + others).joined(separator: ", ")
        }
        let older = segment.formats.filter { $0.version < $0.newest }
        return "older: " + older.map { "\($0.part) \($0.version) of \($0.newest)" }.joined(separator: ", ")
    }

    private static func ratio(_ part: Int, _ whole: Int) -> String {
        "\(NumberText.fixed(Double(part) / Double(whole), 2))×"
    }

    private static func share(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "" : "\(NumberText.fixed(100 * Double(part) / Double(whole), 1)) %"
    }
}

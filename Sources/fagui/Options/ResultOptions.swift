internal import ArgumentParser
internal import Fagui

/// Which of the passages that match are shown, in which order, and what is counted.
struct ResultOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What comes first: score, newest or oldest (by the date of issue), newest-effective or oldest-effective (by "
                + "the date of effect), title (by pinyin), level (by legal force).", valueName: "order"))
    var sort = SortName.score

    @Option(help: ArgumentHelp("Go on behind a page: the cursor that stands below it.", valueName: "cursor"))
    var after: QueryText?

    @Flag(help: "Show of each text only its first passage, with the number of the others.")
    var collapseLaws = false

    @Option(
        help: ArgumentHelp(
            "Count all that matches by issuer, level, status, year or title; several with commas between.",
            valueName: "columns"))
    var facets: FacetNames?

    @Option(help: ArgumentHelp("Values shown of each of the facets.", valueName: "count"))
    var facetLimit = 10

    @Option(
        help: ArgumentHelp(
            "Show what was found when this time is up: 200ms, 2s, 1m.", valueName: "duration"),
        transform: { try TimeLimit(parsing: $0) })
    var timeout: TimeLimit?

    func validate() throws {
        if facetLimit < 0 { throw ValidationError("--facet-limit must not be negative.") }
    }

    /// The options as the library has them.
    func apply(to options: inout SearchOptions) {
        options.sort = sort.sort
        options.after = after?.text
        options.collapsesLaws = collapseLaws
        options.facets = facets?.columns ?? []
        options.facetLimit = facetLimit
        options.timeout = timeout?.duration
    }
}

/// The order of results, as the command line says it.
enum SortName: String, CaseIterable, ExpressibleByArgument, Sendable {
    case score, newest, oldest
    case newestEffective = "newest-effective"
    case oldestEffective = "oldest-effective"
    case title, level

    /// As the library says it.
    var sort: SearchSort { SearchSort(rawValue: rawValue) ?? .score }
}

/// Columns to count by, their names parted by commas.
struct FacetNames: ExpressibleByArgument, Sendable, Equatable {
    /// The columns, each once.
    var columns: [FacetColumn] = []

    init?(argument: String) {
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let column = FacetColumn(rawValue: String(name)) else { return nil }
            if !columns.contains(column) { columns.append(column) }
        }
    }

    static var allValueStrings: [String] { FacetColumn.allCases.map(\.rawValue) }
}

/// A time with its unit: `200ms`, `1.5s`, `2m`.
struct TimeLimit: Sendable, Equatable {
    var duration: Duration

    /// Reads a number with its unit, up to a day.
    ///
    /// - Throws: `ValidationError`, which tells the form.
    init(parsing text: String) throws {
        guard let duration = Self.duration(text) else {
            throw ValidationError("'\(text)' is no time: give a number with ms, s or m, such as 200ms.")
        }
        self.duration = duration
    }

    private static func duration(_ text: String) -> Duration? {
        let units: [(name: String, milliseconds: Double)] = [("ms", 1), ("s", 1000), ("m", 60_000)]
        for (name, milliseconds) in units where text.hasSuffix(name) {
            let number = text.dropLast(name.count)
            guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
                let value = Double(number), value * milliseconds <= 86_400_000
            else { continue }
            return .microseconds(Int64(value * milliseconds * 1000))
        }
        return nil
    }
}

internal import ArgumentParser
internal import Fagui

/// Which wordings of laws are asked.
struct ValidityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ask the wordings that were in force on this day, such as 2015-06-01; else those in force today.",
            valueName: "day"),
        transform: { try ValidityOptions.day($0) })
    var asOf: CalendarDay?

    @Flag(help: "Ask all wordings, also those that are out of force or not in force yet.")
    var allVersions = false

    func validate() throws {
        if asOf != nil && allVersions { throw ValidationError("Give --as-of or --all-versions, not both.") }
    }

    /// As the library has it.
    var validity: Validity { allVersions ? .all : asOf.map { .asOf($0) } ?? .today }

    /// Reads a day.
    ///
    /// - Throws: `ValidationError`, which tells the form.
    static func day(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else {
            throw ValidationError("'\(text)' is no day: write it like 2015-06-01.")
        }
        return day
    }
}

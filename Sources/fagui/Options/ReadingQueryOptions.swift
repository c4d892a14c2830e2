internal import ArgumentParser

/// How a query is read.
struct ReadingQueryOptions: ParsableArguments {
    @Flag(help: "Take a query that breaks the grammar for an error, and show where; else what does not fit is text.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "Of the words between spaces, or of those in one piece, so many must occur.", valueName: "count"))
    var minMatch = 0

    func validate() throws {
        if minMatch < 0 { throw ValidationError("--min-match must not be negative.") }
    }
}

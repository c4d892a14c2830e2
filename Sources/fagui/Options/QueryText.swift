internal import ArgumentParser

/// A word of the command line that may begin with a dash: `-食品` excludes a word and is no flag.
///
/// The argument parser takes every word with a leading dash for a flag. So the dash of query text is exchanged for a
/// null, which no argument can hold, before the arguments are parsed, and exchanged back here.
struct QueryText: ExpressibleByArgument, Sendable, Equatable {
    /// The word as it was typed.
    var text: String

    init(_ text: String) { self.text = text }

    init(argument: String) { text = Self.unmasking(argument) }

    private static var mask: Unicode.Scalar { "\0" }

    /// Exchanges the dash of each word that is text: no ASCII letter and no second dash follows it.
    static func masking(_ arguments: [String]) -> [String] {
        var isText = false
        return arguments.map { argument in
            if argument == "--" { isText = true }
            guard !isText, startsWithTextDash(argument) else { return argument }
            var masked = String.UnicodeScalarView([mask])
            masked.append(contentsOf: argument.unicodeScalars.dropFirst())
            return String(masked)
        }
    }

    static func unmasking(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(scalar == mask ? "-" : scalar) }
        return String(scalars)
    }

    /// Whether failures are to be reported as JSON, known before (and whether or not) the arguments can be parsed.
    static func asksForJSON(_ arguments: [String]) -> Bool {
        let flags = arguments.prefix { $0 != "--" }
        if flags.contains(where: { ["--json", "--jsonl", "--format=json", "--format=jsonl"].contains($0) }) {
            return true
        }
        return zip(flags, flags.dropFirst()).contains { $0 == "--format" && ($1 == "json" || $1 == "jsonl") }
    }

    private static func startsWithTextDash(_ argument: String) -> Bool {
        var scalars = argument.unicodeScalars.makeIterator()
        guard scalars.next() == "-", let second = scalars.next() else { return false }
        let next = second == "-" ? scalars.next() : second
        guard let next else { return false }
        if second == "-" { return !next.isASCII }
        return !("a"..."z").contains(next) && !("A"..."Z").contains(next)
    }
}

extension [QueryText] {
    /// The words joined by spaces: quotes are not needed around a query of several words.
    var joined: String { map(\.text).joined(separator: " ") }
}

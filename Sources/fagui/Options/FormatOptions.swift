internal import ArgumentParser

/// The forms in which hits are written.
enum HitFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case text, json, jsonl, trec
}

/// In which form hits are written.
struct FormatOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "The same as --format json.")
    var isJSON = false

    @Flag(name: .customLong("jsonl"), help: "The same as --format jsonl.")
    var isJSONL = false

    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "text; json: one document; jsonl: one hit a line; trec: a run file for evaluation, without collapsing.",
            valueName: "form"))
    var named: HitFormat?

    /// The form chosen.
    var format: HitFormat {
        if isJSON { return .json }
        if isJSONL { return .jsonl }
        return named ?? .text
    }

    func validate() throws {
        let asked = [isJSON ? HitFormat.json : nil, isJSONL ? .jsonl : nil, named].compactMap { $0 }
        guard Set(asked).count <= 1 else {
            throw ValidationError("Choose one of \(asked.map(\.rawValue).joined(separator: ", ")).")
        }
    }
}

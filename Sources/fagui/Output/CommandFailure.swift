internal import ArgumentParser
internal import Fagui

/// Why a verb could not do its work, for people and for programs.
struct CommandFailure: Error, Equatable {
    /// Stable; docs/json.md lists all.
    var code: String
    var message: String
    var advice: String
    var path: String?
    var byteOffset: Int?
    /// Where in a query, if that is what is wrong.
    var fault: LibraryError.QueryFault?
    var status: ExitStatus
    /// How the verb is called, where that was the fault; for people only.
    var usage: String

    init(
        code: String, _ message: String, advice: String = "", path: String? = nil, byteOffset: Int? = nil,
        status: ExitStatus = .failure, usage: String = ""
    ) {
        self.code = code
        self.message = message
        self.advice = advice
        self.path = path
        self.byteOffset = byteOffset
        self.status = status
        self.usage = usage
    }

    init(_ error: LibraryError) {
        self.init(
            code: error.code.rawValue, error.message, advice: error.advice, path: error.path,
            byteOffset: error.byteOffset, status: ExitStatus(error.code))
        fault = error.fault
    }

    /// Whatever was thrown; what is neither the library's nor the command's is the argument parser's.
    init(_ error: any Error, arguments: [String]) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as LibraryError: self.init(error)
        case is CancellationError: self.init(LibraryError(.cancelled, "The work was cancelled."))
        default:
            let message = Self.sentence(QueryText.unmasking(FaguiCommand.message(for: error)))
            let lines = QueryText.unmasking(FaguiCommand.fullMessage(for: error)).split(separator: "\n")
            let usage = lines.drop { !$0.hasPrefix("Usage:") }.joined(separator: "\n")
            // A query that begins with a dash and a Latin letter can only be told from a flag by the person.
            let takesText = ["search", "count", "why-not"].contains(arguments.first)
            let advice =
                takesText && message.hasPrefix("Unknown option")
                ? "Put -- before query text that begins with a dash." : ""
            self.init(code: "usage", message, advice: advice, usage: usage)
        }
    }

    /// The text with a full stop, unless it ends a sentence already.
    private static func sentence(_ text: String) -> String {
        guard let last = text.last, !".?!".contains(last) else { return text }
        return text + "."
    }

    /// Reports the failure: a line on standard error, or a JSON document on standard output.
    func report(to console: Console, asJSON: Bool) {
        guard !asJSON else {
            var json = JSONWriter()
            json.write(self)
            console.output.write(json)
            return
        }
        console.complain(advice.isEmpty ? message : "\(message) \(advice)")
        if let fault {
            for line in CaretText.lines(for: fault, width: console.outputTerminal.width) {
                console.errors.write(line: line)
            }
        }
        if !usage.isEmpty { console.errors.write(line: usage) }
    }
}

extension ExitStatus {
    /// What the process says after an error of the library.
    init(_ code: LibraryError.Code) {
        switch code {
        case .corruptIndex, .newerFormat: self = .corrupt
        case .locked: self = .locked
        case .notFound: self = .nothing
        case .cancelled: self = .interrupted
        case .noIndex, .io, .unreadableSource, .duplicateSource, .invalidArgument, .invalidQuery, .analysis, .limit,
            .invalidCursor, .snapshotReleased:
            self = .failure
        }
    }
}

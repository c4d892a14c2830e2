internal import Fagui

/// The values of an operation's parameters, checked.
struct ParameterValues: Sendable, Equatable {
    private enum Value: Equatable {
        case text(String)
        case number(Int)
        case flag(Bool)
        case words([String])
        case day(CalendarDay)
    }

    private var values: [String: Value] = [:]

    /// Checks what was given for some parameters.
    ///
    /// - Parameters:
    ///   - members: Names with values, as a request has them; values of a URL are all text.
    ///   - parameters: Those that the operation has.
    ///   - limits: The server's.
    /// - Throws: ``RequestError``, which names the parameter.
    init(_ members: [JSONFields.Member], of parameters: [Parameter], limits: ServerLimits) throws(RequestError) {
        for member in members {
            guard let parameter = parameters.first(where: { $0.name == member.name || $0.alias == member.name }) else {
                throw RequestError(
                    .unknownParameter, "There is no parameter \(member.name.shortened).",
                    advice: parameters.isEmpty
                        ? "Leave it out." : "Those are \(parameters.map(\.name).joined(separator: ", ")).",
                    parameter: member.name.shortened)
            }
            guard values[parameter.name] == nil else {
                throw RequestError(
                    .invalidParameter, "\(parameter.name) stands twice.", parameter: parameter.name)
            }
            if member.value == .null { continue }
            values[parameter.name] = try Self.value(member.value, of: parameter, limits)
        }
        for parameter in parameters where parameter.isRequired && values[parameter.name] == nil {
            throw RequestError(
                .missingParameter, "\(parameter.name) is missing.", advice: parameter.summary, parameter: parameter.name
            )
        }
    }

    func text(_ name: String) -> String? {
        if case .text(let text) = values[name] { text } else { nil }
    }

    func number(_ name: String) -> Int? {
        if case .number(let number) = values[name] { number } else { nil }
    }

    func flag(_ name: String) -> Bool? {
        if case .flag(let flag) = values[name] { flag } else { nil }
    }

    func words(_ name: String) -> [String]? {
        if case .words(let words) = values[name] { words } else { nil }
    }

    func day(_ name: String) -> CalendarDay? {
        if case .day(let day) = values[name] { day } else { nil }
    }

    // MARK: Reading

    private static func value(
        _ value: JSONFields.Value, of parameter: Parameter, _ limits: ServerLimits
    ) throws(RequestError) -> Value? {
        func invalid(_ form: String) -> RequestError {
            RequestError(
                .invalidParameter, "\(parameter.name) must be \(form).", advice: parameter.summary,
                parameter: parameter.name)
        }
        switch parameter.kind {
        case .text, .longText:
            guard case .text(let text) = value else { throw invalid("text") }
            let limit = parameter.kind == .text ? limits.queryBytes : limits.bodyBytes
            guard text.utf8.count <= limit else {
                throw RequestError(
                    .tooLarge, "\(parameter.name) has \(text.utf8.count) bytes; \(limit) are allowed.",
                    parameter: parameter.name)
            }
            return text.unicodeScalars.allSatisfy(\.properties.isWhitespace) ? nil : .text(text)
        case .count(let limit):
            return .number(try number(value, 0...limits[keyPath: limit], invalid))
        case .number(let range):
            return .number(try number(value, range, invalid))
        case .flag:
            switch value {
            case .flag(let flag): return .flag(flag)
            case .text("true"), .text("1"), .text(""): return .flag(true)
            case .text("false"), .text("0"): return .flag(false)
            default: throw invalid("true or false")
            }
        case .choice(let words):
            guard case .text(let text) = value, words.contains(text) else {
                throw invalid("one of \(words.joined(separator: ", "))")
            }
            return .text(text)
        case .choices(let words):
            var given: [String] = []
            switch value {
            case .text(let text): given = text.split(separator: ",").map { "\($0)" }
            case .list(let items):
                for item in items {
                    guard case .text(let text) = item else { throw invalid("a list of texts") }
                    given.append(text)
                }
            default: throw invalid("a list of texts")
            }
            guard given.allSatisfy(words.contains) else {
                throw invalid("some of \(words.joined(separator: ", "))")
            }
            return .words(given)
        case .day:
            guard case .text(let text) = value, let day = CalendarDay(text) else {
                throw invalid("a day such as 2015-06-01")
            }
            return .day(day)
        }
    }

    private static func number(
        _ value: JSONFields.Value, _ range: ClosedRange<Int>, _ invalid: (String) -> RequestError
    ) throws(RequestError) -> Int {
        let text: String
        switch value {
        case .number(let digits), .text(let digits): text = digits
        default: throw invalid("a number from \(range.lowerBound) to \(range.upperBound)")
        }
        guard let number = Int(text), range.contains(number) else {
            throw invalid("a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

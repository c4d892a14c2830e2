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
    ///   - members: Names with values as a URL has them, where numbers, flags and lists are text.
    ///   - json: Names with values of a JSON object, which have the types of JSON.
    ///   - parameters: Those that the operation has.
    ///   - limits: The server's.
    /// - Throws: ``RequestError``, which names the parameter.
    init(
        _ members: [JSONFields.Member], json: [JSONFields.Member] = [], of parameters: [Parameter],
        limits: ServerLimits
    ) throws(RequestError) {
        try read(members, isJSON: false, of: parameters, limits)
        try read(json, isJSON: true, of: parameters, limits)
        for parameter in parameters where parameter.isRequired && values[parameter.name] == nil {
            throw RequestError(
                .missingParameter, "\(parameter.name) is missing.", advice: parameter.summary, parameter: parameter.name
            )
        }
    }

    private mutating func read(
        _ members: [JSONFields.Member], isJSON: Bool, of parameters: [Parameter], _ limits: ServerLimits
    ) throws(RequestError) {
        for member in members {
            guard let parameter = parameters.first(where: { $0.name == member.name || $0.alias == member.name }) else {
                throw RequestError(
                    .unknownParameter, "There is no parameter \(member.name.shortened).",
                    advice: parameters.isEmpty
                        ? "Leave it out." : "Those are \(parameters.map(\.name).joined(separator: ", ")).",
                    parameter: member.name.shortened)
            }
            if member.value == .null { continue }
            guard values[parameter.name] == nil else {
                throw RequestError(
                    .invalidParameter, "\(parameter.name) stands twice.", parameter: parameter.name)
            }
            values[parameter.name] = try Self.value(member.value, isJSON: isJSON, of: parameter, limits)
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
        _ value: JSONFields.Value, isJSON: Bool, of parameter: Parameter, _ limits: ServerLimits
    ) throws(RequestError) -> Value? {
        func invalid(_ form: String) -> RequestError {
            RequestError(
                .invalidParameter, "\(parameter.name) must be \(form).", advice: parameter.summary,
                parameter: parameter.name)
        }
        /// A value that is no text, as a URL has it; JSON has types of its own for those.
        func written(_ form: String) throws(RequestError) -> String? {
            guard case .text(let text) = value else { return nil }
            guard !isJSON else { throw invalid("\(form), without quotation marks") }
            return text
        }
        switch parameter.kind {
        case .text, .longText:
            guard case .text(let text) = value else { throw invalid("text") }
            let limit = parameter.byteLimit ?? (parameter.kind == .text ? limits.queryBytes : limits.bodyBytes)
            guard text.utf8.count <= limit else {
                throw RequestError(
                    .tooLarge, "\(parameter.name) has \(text.utf8.count) bytes; \(limit) are allowed.",
                    parameter: parameter.name)
            }
            return text.unicodeScalars.allSatisfy(\.properties.isWhitespace) ? nil : .text(text)
        case .count(let limit):
            return .number(try number(value, 0...limits[keyPath: limit], written, invalid))
        case .number(let range):
            return .number(try number(value, range, written, invalid))
        case .flag:
            if case .flag(let flag) = value { return .flag(flag) }
            switch try written("true or false") {
            case "true", "1", "": return .flag(true)
            case "false", "0": return .flag(false)
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
            case .text(let text) where !isJSON: given = text.split(separator: ",").map { "\($0)" }
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
        _ value: JSONFields.Value, _ range: ClosedRange<Int>,
        _ written: (String) throws(RequestError) -> String?, _ invalid: (String) -> RequestError
    ) throws(RequestError) -> Int {
        let form = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        let digits: String?
        if case .number(let number) = value { digits = number } else { digits = try written(form) }
        guard let number = digits.flatMap({ Int($0) }), range.contains(number) else { throw invalid(form) }
        return number
    }
}

/// Cuts a query into tokens. Only ASCII characters are operators; the Chinese quotation marks only raise.
///
/// What cannot be the operator that it looks like is text, and noted as a fault for those who read strictly.
/// Each scalar is looked at a fixed number of times: the places of closing marks are found first, so that no opening mark
/// looks for a partner that is not there.
struct Lexer {
    let scalars: [Unicode.Scalar]
    var place = 0
    private(set) var tokens: [PlacedToken] = []
    private(set) var faults: [QuerySyntaxError] = []
    /// The last place of each closing quotation mark.
    private var lastClosing: [Unicode.Scalar: Int] = [:]
    /// Places of `}` that a distance follows, and the first of them that is still ahead.
    private var braceEnds: [Int] = []
    private var nextBraceEnd = 0
    /// Where the open brace closes.
    private var braceEnd: Int?

    private init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        for (place, scalar) in scalars.enumerated() {
            if Self.closingMarks.contains(scalar) {
                lastClosing[scalar] = place
            } else if scalar == "}", numberSuffix("~", at: place + 1) != nil {
                braceEnds.append(place)
            }
        }
    }

    /// The tokens of a text, in order, and what was not taken as the operator that it looks like.
    static func read(_ text: some Sequence<Unicode.Scalar>) -> (tokens: [PlacedToken], faults: [QuerySyntaxError]) {
        var lexer = Lexer(Array(text))
        while lexer.place < lexer.scalars.count { lexer.readToken() }
        return (lexer.tokens, lexer.faults)
    }

    /// The tokens of a text, in order.
    static func tokens(of text: some Sequence<Unicode.Scalar>) -> [QueryToken] { read(text).tokens.map(\.token) }

    private mutating func readToken() {
        // A quotation may have gone past the place where a brace was to close.
        if let end = braceEnd, place > end { braceEnd = nil }
        let scalar = scalars[place]
        if scalar.properties.isWhitespace {
            place += 1
        } else if let end = quoteEnd(at: place) {
            readPhrase(to: end)
        } else if scalar == "(" {
            add(.open, length: 1)
        } else if scalar == ")" {
            add(.close, length: 1)
            readBoost()
        } else if place == braceEnd, let (number, end) = numberSuffix("~", at: place + 1) {
            add(.closeBrace(number), length: end - place)
            braceEnd = nil
            readBoost()
        } else if beginsPiece {
            readPiece()
        } else {
            readText(mayBeOperator: false)
        }
    }

    /// Whether white space, an opening parenthesis or nothing is before: only here do `+`, `-` and names count.
    private var beginsPiece: Bool {
        guard place > 0 else { return true }
        let before = scalars[place - 1]
        return before.properties.isWhitespace || before == "(" || before == "{" && tokens.last?.token == .openBrace
    }

    /// Whether nothing that belongs to the operand before can stand at a place.
    func endsPiece(at place: Int) -> Bool {
        place >= scalars.count || scalars[place].properties.isWhitespace || scalars[place] == ")" || place == braceEnd
    }

    // MARK: Pieces

    private mutating func readPiece() {
        if isSign(at: place) { add(scalars[place] == "+" ? .plus : .minus, length: 1) }
        switch readFieldNames() {
        case .date: if readDates() { return }
        case nil, .filter: if readQuantity() { return }
        case .some: break
        }
        guard place < scalars.count, quoteEnd(at: place) == nil, scalars[place] != "(" else { return }
        if readBrace() { return }
        readText(mayBeOperator: true)
    }

    /// Whether a `+` or `-` is directly before something that it can mean.
    private mutating func isSign(at place: Int) -> Bool {
        guard scalars[place] == "+" || scalars[place] == "-" else { return false }
        if !endsPiece(at: place + 1), scalars[place + 1] != "+", scalars[place + 1] != "-" { return true }
        fault(place, "Nothing stands directly behind \(scalars[place])", expected: ["a word", "\"", "("])
        return false
    }

    /// Reads a name, or `filter:` and another: whatever it asks need not score.
    private mutating func readFieldNames() -> QueryFields.Kind? {
        guard var kind = readFieldName() else { return nil }
        if kind == .filter {
            guard let inner = readFieldName() else { return kind }
            kind = inner
        }
        // A text may look so, but who types it means two fields.
        if let colon = colonOfName(at: place), QueryFields.kind(string(place..<colon)) != nil {
            fault(place, "Another name stands behind that of a field", expected: ["a word", "\"", "("])
        }
        return kind
    }

    /// Where the colon is of what looks like a name at a place.
    private func colonOfName(at start: Int) -> Int? {
        var colon = start
        while colon < scalars.count, colon - start <= QueryFields.longestName, Self.isNameLetter(scalars[colon]) {
            colon += 1
        }
        return colon > start && colon < scalars.count && scalars[colon] == ":" ? colon : nil
    }

    /// Reads a name and its colon, where a value follows; what else looks like a name is text.
    private mutating func readFieldName() -> QueryFields.Kind? {
        guard let colon = colonOfName(at: place) else { return nil }
        let name = string(place..<colon)
        guard let kind = QueryFields.kind(name) else {
            fault(place, "There is no field \(name)", expected: QueryFields.names.map { $0 + ":" })
            return nil
        }
        guard !endsPiece(at: colon + 1) else {
            fault(colon + 1, "Nothing stands directly behind \(name):", expected: ["a word", "\"", "("])
            return nil
        }
        if kind == .date, !isDate(at: colon + 1, name) { return nil }
        add(.field(QueryFields.canonical(name)), length: colon + 1 - place)
        return kind
    }

    private static func isNameLetter(_ scalar: Unicode.Scalar) -> Bool { "a"..."z" ~= scalar || "A"..."Z" ~= scalar }

    /// Reads the brace that begins so many of several, if it does.
    private mutating func readBrace() -> Bool {
        guard scalars[place] == "{" else { return false }
        while nextBraceEnd < braceEnds.count, braceEnds[nextBraceEnd] <= place { nextBraceEnd += 1 }
        guard braceEnd == nil, nextBraceEnd < braceEnds.count else {
            fault(
                place, braceEnd == nil ? "No brace with a number closes this one" : "A brace stands inside another",
                expected: braceEnd == nil ? ["}~2"] : [])
            return false
        }
        braceEnd = braceEnds[nextBraceEnd]
        add(.openBrace, length: 1)
        return true
    }

    /// Reads up to white space, a parenthesis or a quotation; at least one scalar.
    private mutating func readText(mayBeOperator: Bool) {
        let start = place
        repeat {
            place += 1
        } while place < scalars.count && !endsText(at: place)
        if mayBeOperator, !isPrefixed(at: start), let token = operatorToken(start..<place) {
            append(token, start..<place)
            return
        }
        let end = boostStart(in: start..<place) ?? place
        let text = string(start..<end)
        if mayBeOperator, endsPiece(at: place), text == "*" {
            append(.all, start..<end)
        } else if mayBeOperator, endsPiece(at: place), isWildcard(start..<end) {
            append(.wildcard(text), start..<end)
        } else {
            faultMarks(start..<end)
            append(.text(text), start..<end)
        }
        if end < place {
            place = end
            readBoost()
        }
    }

    /// Whether a sign or a name stands directly before a place.
    private func isPrefixed(at place: Int) -> Bool {
        guard let last = tokens.last, last.range.upperBound == place else { return false }
        switch last.token {
        case .plus, .minus, .field: return true
        default: return false
        }
    }

    private func endsText(at place: Int) -> Bool {
        let scalar = scalars[place]
        if isYearBracket(place) { return false }
        return scalar == "(" || scalar == ")" || scalar.properties.isWhitespace || place == braceEnd
            || quoteEnd(at: place) != nil
    }

    /// Whether a bracket is one of 国发(2021)5号: around four digits, with no white space on its outer sides.
    private func isYearBracket(_ place: Int) -> Bool {
        func isText(_ place: Int) -> Bool {
            scalars.indices.contains(place) && scalars[place].properties.isAlphabetic
        }
        func isYear(_ start: Int) -> Bool {
            start >= 0 && start + 4 < scalars.count && scalars[start..<start + 4].allSatisfy { "0"..."9" ~= $0 }
        }
        if scalars[place] == "(" { return isText(place - 1) && isYear(place + 1) && scalars[place + 5] == ")" }
        return scalars[place] == ")" && isYear(place - 4) && place >= 6 && scalars[place - 5] == "("
            && isText(place - 6)
    }

    // MARK: Quotations

    private mutating func readPhrase(to end: Int) {
        let isRequired = scalars[place] == "\""
        append(.phrase(string(place + 1..<end), isRequired: isRequired), place..<end + 1)
        place = end + 1
        if isRequired, place < scalars.count, scalars[place] == "~" {
            if let (number, end) = numberSuffix("~", at: place), endsPiece(at: end) || scalars[end] == "^" {
                add(.slop(number), length: end - place)
            } else {
                fault(place, "No distance stands behind ~", expected: ["a number of characters"])
            }
        }
        readBoost()
    }

    /// Where the quotation that opens at `place` closes; nil if none opens, or none closes it.
    private func quoteEnd(at place: Int) -> Int? {
        guard let closing = Self.closingMark(of: scalars[place]), let last = lastClosing[closing], last > place else {
            return nil
        }
        return scalars[(place + 1)...].firstIndex(of: closing)
    }

    private static let closingMarks: Set<Unicode.Scalar> = ["\"", "”", "」", "』"]

    private static func closingMark(of opening: Unicode.Scalar) -> Unicode.Scalar? {
        switch opening {
        case "\"": "\""
        case "“": "”"
        case "「": "」"
        case "『": "』"
        default: nil
        }
    }

    // MARK: Tokens

    mutating func add(_ token: QueryToken, length: Int) {
        append(token, place..<place + length)
        place += length
    }

    private mutating func append(_ token: QueryToken, _ range: Range<Int>) {
        tokens.append(PlacedToken(token: token, range: range))
    }

    mutating func fault(_ position: Int, _ reason: String, expected: [String] = []) {
        // The first counts; a query of nothing else must not fill memory with them.
        guard faults.count < QueryLimits.notes else { return }
        faults.append(QuerySyntaxError(position: position, reason, expected: expected))
    }

    func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}

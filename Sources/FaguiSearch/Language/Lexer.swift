/// Cuts a query into tokens. Only ASCII characters are operators; the Chinese quotation marks only raise.
///
/// Each scalar is looked at a fixed number of times: the place of the last closing mark of every kind is found first,
/// so that no opening mark looks for a partner that is not there.
struct Lexer {
    static let fieldNames = ["title", "body", "headings"]

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var tokens: [QueryToken] = []
    /// The last place of each closing mark.
    private var lastClosing: [Unicode.Scalar: Int] = [:]

    private init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        for (place, scalar) in scalars.enumerated() where Self.closingMarks.contains(scalar) {
            lastClosing[scalar] = place
        }
    }

    /// The tokens of a text, in order.
    static func tokens(of text: some Sequence<Unicode.Scalar>) -> [QueryToken] {
        var lexer = Lexer(Array(text))
        while lexer.place < lexer.scalars.count { lexer.readToken() }
        return lexer.tokens
    }

    private mutating func readToken() {
        let scalar = scalars[place]
        if scalar.properties.isWhitespace {
            place += 1
        } else if let end = quoteEnd(at: place) {
            readPhrase(to: end)
        } else if scalar == "(" {
            add(.open, length: 1)
        } else if scalar == ")" {
            add(.close, length: 1)
        } else if beginsPiece {
            readPiece()
        } else {
            readText()
        }
    }

    /// Whether white space, an opening parenthesis or nothing is before: only here do `+`, `-` and names count.
    private var beginsPiece: Bool {
        guard place > 0 else { return true }
        return scalars[place - 1].properties.isWhitespace || scalars[place - 1] == "("
    }

    private mutating func readPiece() {
        let hasSign = isSign(at: place)
        if hasSign { add(scalars[place] == "+" ? .plus : .minus, length: 1) }
        let hasField = readFieldName()
        guard place < scalars.count, quoteEnd(at: place) == nil, scalars[place] != "(" else { return }
        let start = place
        readText()
        guard !hasSign, !hasField else { return }
        switch scalars[start..<place] {
        case ["A", "N", "D"]: tokens[tokens.count - 1] = .and
        case ["O", "R"]: tokens[tokens.count - 1] = .or
        case ["N", "O", "T"]: tokens[tokens.count - 1] = .not
        default: break
        }
    }

    /// Whether a `+` or `-` is directly before something that it can mean.
    private func isSign(at place: Int) -> Bool {
        guard scalars[place] == "+" || scalars[place] == "-", place + 1 < scalars.count else { return false }
        let next = scalars[place + 1]
        return next != "+" && next != "-" && next != ")" && !next.properties.isWhitespace
    }

    private mutating func readFieldName() -> Bool {
        for name in Self.fieldNames {
            let colon = place + name.unicodeScalars.count
            guard colon + 1 < scalars.count, scalars[colon] == ":",
                scalars[place..<colon].elementsEqual(name.unicodeScalars)
            else { continue }
            let next = scalars[colon + 1]
            if next == ")" || next.properties.isWhitespace { return false }
            add(.field(name), length: colon + 1 - place)
            return true
        }
        return false
    }

    /// Reads up to white space, a parenthesis or a quotation; at least one scalar.
    private mutating func readText() {
        let start = place
        repeat {
            place += 1
        } while place < scalars.count && !endsText(at: place)
        tokens.append(.text(string(start..<place)))
    }

    private func endsText(at place: Int) -> Bool {
        let scalar = scalars[place]
        if isYearBracket(place) { return false }
        return scalar == "(" || scalar == ")" || scalar.properties.isWhitespace || quoteEnd(at: place) != nil
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

    private mutating func readPhrase(to end: Int) {
        tokens.append(.phrase(string(place + 1..<end), isRequired: scalars[place] == "\""))
        place = end + 1
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

    private mutating func add(_ token: QueryToken, length: Int) {
        tokens.append(token)
        place += length
    }

    private func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}

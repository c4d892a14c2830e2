internal import FaguiUnicode

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is known of the thing that a stream of the process ends at.
struct Terminal: Equatable {
    /// Whether it is a terminal at all.
    var isTerminal: Bool
    /// Columns; nil where lines are not to be broken.
    var width: Int?
    /// Whether colours are wanted where nothing is said.
    var wantsColor: Bool

    static var standardOutput: Terminal { Terminal(descriptor: STDOUT_FILENO) }
    static var standardError: Terminal { Terminal(descriptor: STDERR_FILENO) }
    /// No terminal: plain lines.
    static var none: Terminal { Terminal(isTerminal: false, width: nil, wantsColor: false) }

    init(isTerminal: Bool, width: Int?, wantsColor: Bool) {
        self.isTerminal = isTerminal
        self.width = width
        self.wantsColor = wantsColor
    }

    private init(descriptor: Int32) {
        guard isatty(descriptor) == 1 else {
            self = .none
            return
        }
        let isDumb = Self.variable("TERM") == "dumb"
        self.init(
            isTerminal: true, width: Self.columns(descriptor), wantsColor: !isDumb && Self.variable("NO_COLOR") == nil)
    }

    private static func columns(_ descriptor: Int32) -> Int {
        var size = winsize()
        let reported = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
        let columns = reported > 0 ? reported : variable("COLUMNS").flatMap { Int($0) } ?? 80
        return max(columns, 20)
    }

    /// A variable of the environment, unless it is missing or empty.
    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The text without what could move the cursor, change the terminal or show text in another order than it stands:
    /// control characters, and those that turn the direction of writing. Line ends and tabs become spaces unless they are
    /// kept.
    static func sanitized(_ text: String, keepingLines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: \.controlsTerminal) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\t", "\u{2028}", "\u{2029}": scalars.append(keepingLines ? scalar : " ")
            case "\r": if !keepingLines { scalars.append(" ") }
            default: scalars.append(scalar.controlsTerminal ? "\u{FFFD}" : scalar)
            }
        }
        return String(scalars)
    }
}

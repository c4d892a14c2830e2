internal import Fagui
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A line on a terminal that says how far indexing has come; nothing where there is no terminal.
///
/// - Concurrency: Safe from any thread.
final class ProgressBar: Sendable {
    private struct State {
        var drawn: ContinuousClock.Instant?
        var isDone = false
    }

    private let terminal: Terminal
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(on terminal: Terminal) {
        self.terminal = terminal
        if terminal.isTerminal { Interruption.watch() }
    }

    /// Draws the line, unless the work is younger than a second or the line than a tenth of one.
    func show(_ progress: IndexingProgress) {
        guard terminal.isTerminal else { return }
        let now = ContinuousClock.now
        guard now - start > .seconds(1) else { return }
        state.withLock { state in
            if state.isDone { return }
            if let drawn = state.drawn, now - drawn < .milliseconds(100) { return }
            state.drawn = now
            let seconds = (now - start) / .seconds(1)
            Interruption.isLineOpen.store(true, ordering: .relaxed)
            draw(ProgressLine.text(progress, seconds: seconds, width: (terminal.width ?? 80) - 1))
        }
    }

    /// Takes the line away, and draws no more.
    func clear() {
        state.withLock { state in
            if state.drawn != nil && !state.isDone { draw("") }
            state.isDone = true
            Interruption.isLineOpen.store(false, ordering: .relaxed)
        }
    }

    private func draw(_ text: String) {
        let output = Output(.standardError)
        output.write("\r\u{1B}[K\(text)")
        output.flush()
    }
}

/// The text of a progress line.
enum ProgressLine {
    /// A bar and the facts, as many as `width` columns hold; `seconds` since the start are above 0.
    static func text(_ progress: IndexingProgress, seconds: Double, width: Int) -> String {
        let share = progress.bytesTotal > 0 ? min(1, Double(progress.bytesDone) / Double(progress.bytesTotal)) : 0
        let percent = "\(Int(share * 100)) %"
        let texts = "\(NumberText.grouped(progress.sourcesDone))/\(NumberText.grouped(progress.sourcesTotal)) texts"
        let rate = IndexingText.rate(progress.bytesDone, seconds: seconds)
        let remaining = share > 0 ? "\(clock(seconds / share - seconds)) left" : ""
        var parts = [percent, texts, rate, remaining].filter { !$0.isEmpty }
        while parts.count > 1, length(parts) > width { parts.removeLast() }
        let facts = parts.joined(separator: "  ")
        let cells = min(30, width - length(parts) - 2)
        guard cells >= 5 else { return facts }
        let full = Int(share * Double(cells))
        return String(repeating: "█", count: full) + String(repeating: "░", count: cells - full) + "  " + facts
    }

    private static func length(_ parts: [String]) -> Int {
        parts.reduce(2 * (parts.count - 1)) { $0 + $1.utf8.count }
    }

    /// Minutes and seconds: `1:07`.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 359_999).rounded(.up))
        let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
        return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// Ends the progress line when a signal ends the process.
///
/// Nothing else is left to do: what is not committed is not part of the index.
enum Interruption {
    /// Whether the cursor stands behind a progress line.
    static let isLineOpen = Atomic<Bool>(false)

    /// Has SIGINT and SIGTERM end the line and then the process, as they would without this.
    static func watch() {
        // The first use sets the flag up, which a signal handler must not do.
        isLineOpen.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                if Interruption.isLineOpen.load(ordering: .relaxed) {
                    var end = UInt8(ascii: "\n")
                    _ = write(STDERR_FILENO, &end, 1)
                }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}

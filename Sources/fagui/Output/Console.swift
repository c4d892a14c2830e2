/// Where a verb writes: data to `output`, all else to `errors`.
struct Console {
    var output = Output(.standardOutput)
    var errors = Output(.standardError)
    /// What standard output is.
    var outputTerminal = Terminal.standardOutput

    /// Writes a line of the form `fagui: …` to standard error, after what was written before it.
    func complain(_ text: String) {
        output.flush()
        errors.write(line: "fagui: \(Terminal.sanitized(text))")
        errors.flush()
    }
}

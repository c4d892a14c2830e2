/// When colours are written.
enum ColorMode: String, CaseIterable, Sendable {
    case auto, always, never
}

/// The colours of text, or none.
struct Style: Equatable {
    /// What a piece of text is.
    enum Role: Equatable {
        case plain, title, locator, highlight, faint, deleted, inserted
    }

    var isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    init(_ mode: ColorMode, _ terminal: Terminal) {
        switch mode {
        case .auto: isOn = terminal.wantsColor
        case .always: isOn = true
        case .never: isOn = false
        }
    }

    /// The text in the colours of its role.
    func render(_ text: String, _ role: Role) -> String {
        guard isOn, !text.isEmpty else { return text }
        let code: String
        switch role {
        case .plain: return text
        case .title: code = "1"
        case .locator: code = "36"
        case .highlight: code = "1;31"
        case .faint: code = "2"
        case .deleted: code = "9;31"
        case .inserted: code = "32"
        }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

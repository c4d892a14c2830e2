extension Unicode.Scalar {
    /// Whether it must not reach a terminal as it is: it could move the cursor, change the terminal, or show text in another
    /// order than it stands.
    package var controlsTerminal: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        // Embeddings, overrides and isolates of the bidirectional algorithm; marks for annotations.
        case 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}

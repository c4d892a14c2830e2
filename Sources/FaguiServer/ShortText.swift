extension String {
    /// A text from outside, short enough for a message.
    var shortened: String {
        let head = unicodeScalars.prefix(80)
        return head.endIndex == unicodeScalars.endIndex ? self : String(head) + "…"
    }
}

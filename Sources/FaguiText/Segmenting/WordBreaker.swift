internal import CICU

/// ICU's word break iterator for Chinese.
///
/// Never copied, closed by ``close()``.
struct WordBreaker {
    private let iterator: OpaquePointer

    init() throws {
        var status = FAGUI_ICU_OK
        let opened = fagui_ubrk_open_words("zh", &status)
        guard status.rawValue <= FAGUI_ICU_OK.rawValue, let opened else {
            let name = fagui_u_error_name(status).map { String(cString: $0) } ?? "error \(status.rawValue)"
            throw TextError.icu(function: "ubrk_open", name: name)
        }
        iterator = opened
    }

    func close() {
        fagui_ubrk_close(iterator)
    }

    /// Begins a text, which must stay where it is while it is broken.
    ///
    /// - Returns: Whether ICU took it.
    func begin(_ units: UnsafePointer<UInt16>, count: Int) -> Bool {
        var status = FAGUI_ICU_OK
        fagui_ubrk_set_text(iterator, units, Int32(count), &status)
        guard status.rawValue <= FAGUI_ICU_OK.rawValue else { return false }
        return fagui_ubrk_first(iterator) == 0
    }

    /// The next break, or nil behind the last one.
    @inline(__always)
    func next() -> Int? {
        let position = fagui_ubrk_next(iterator)
        return position < 0 ? nil : Int(position)
    }

    /// Whether what ends at the last break is a word: letters, digits, kana or ideographs.
    @inline(__always)
    var isWord: Bool { fagui_ubrk_rule_status(iterator) >= FAGUI_ICU_FIRST_WORD_STATUS }
}

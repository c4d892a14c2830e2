internal import CICUDictionary

/// The words of ICU's dictionary, `cjdict`: Chinese and Japanese, each with its cost.
enum ICUDictionary {
    /// Calls `body` with every word in the order of its units, and its cost: 27 for the commonest, 251 for the rarest.
    ///
    /// - Returns: Whether there is a dictionary; ICU may be built without, or with another kind.
    static func forEachWord(_ body: (UnsafeBufferPointer<UInt16>, _ cost: Int) -> Void) -> Bool {
        guard let words = fagui_dictionary_open() else { return false }
        defer { fagui_dictionary_close(words) }
        var length: Int32 = 0
        var cost: Int32 = 0
        while let units = fagui_dictionary_next(words, &length, &cost) {
            body(UnsafeBufferPointer(start: units, count: Int(length)), Int(cost))
        }
        return true
    }
}

internal import CICU

/// Orders Chinese texts as dictionaries do: by pinyin, after ICU's collation for `zh@collation=pinyin`.
///
/// Unchecked because the compiler cannot see the invariant: after it was opened only functions are called that do not
/// change the collator, which ICU allows from any thread.
package final class PinyinCollator: @unchecked Sendable {
    private let collator: OpaquePointer

    /// Opens the collator.
    ///
    /// - Throws: `TextError` if ICU has none.
    package init() throws {
        var status = FAGUI_ICU_OK
        guard let collator = fagui_ucol_open("zh@collation=pinyin", &status),
            status.rawValue <= FAGUI_ICU_OK.rawValue
        else { throw TextError.icu(function: "ucol_open", name: String(cString: fagui_u_error_name(status))) }
        self.collator = collator
    }

    deinit { fagui_ucol_close(collator) }

    /// Bytes that compare as the texts do.
    ///
    /// - Parameter text: UTF-8; malformed bytes count as U+FFFD.
    /// - Returns: A key: ascending keys, byte by byte, are texts in order.
    package func sortKey(of text: UnsafeRawBufferPointer) -> [UInt8] {
        // The first call asks for the length.
        let units = Array(String(decoding: text, as: UTF8.self).utf16)
        return units.withUnsafeBufferPointer { units in
            let count = Int32(units.count)
            let length = fagui_ucol_sort_key(collator, units.baseAddress, count, nil, 0)
            return [UInt8](unsafeUninitializedCapacity: Int(length)) { bytes, written in
                let needed = fagui_ucol_sort_key(collator, units.baseAddress, count, bytes.baseAddress, length)
                written = Int(min(length, needed))
            }
        }
    }
}

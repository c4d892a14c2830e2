internal import CICU

/// All that decides which terms a text gives: the settings and data behind an ``Analyzer``, kept in the index as a
/// content-addressed file, so that every segment is asked in its own analysis.
public struct Analysis: Sendable, Equatable {
    /// The version of the ICU library that words came from, such as "72.1".
    var icuVersion: String
    /// The version of Unicode whose tables folded, such as "15.0".
    var unicodeVersion: String

    /// What a new index gets.
    public static var current: Analysis {
        get throws {
            Analysis(
                icuVersion: version(fagui_u_version_string),
                unicodeVersion: version(fagui_u_unicode_version_string))
        }
    }

    /// A few words for people: "ICU 72.1 words, NFKC case-folded, grams of 2".
    public var summary: String { "ICU \(icuVersion) words, NFKC case-folded, grams of 2" }

    private static func version(_ write: (UnsafeMutablePointer<CChar>) -> Void) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(FAGUI_ICU_VERSION_LENGTH)) { buffer in
            buffer.initialize(repeating: 0)
            guard let base = buffer.baseAddress else { return "" }
            write(base)
            return String(cString: base)
        }
    }
}

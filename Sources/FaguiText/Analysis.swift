internal import CICU
internal import FaguiUnicode

/// All that decides which terms a text gives: the settings and data behind an ``Analyzer``, kept in the index as a
/// content-addressed file, so that every segment is asked in its own analysis.
public struct Analysis: Sendable, Equatable {
    /// Where words come from.
    enum Words: UInt8 {
        /// ICU's breaker: version 1 of the file, and where ICU's dictionary cannot be read.
        case breaker = 1
        /// ICU's dictionary and rules and the lexicons, compiled into the file; with the words inside words, and the values of
        /// numbers.
        case lattice = 2
        /// ICU's dictionary and rules alone, compiled into the file.
        case plain = 3
    }

    /// How text is folded.
    enum Folding: UInt8 {
        /// NFKC and case: version 1 of the file.
        case compatibility = 1
        /// NFKC and case, then Traditional and variant ideographs.
        case variants = 2
    }

    /// Which breaks are marked among the grams.
    enum Marks: UInt8 {
        /// None: versions 1 and 2 of the file.
        case none = 0
        /// Sentences and paragraphs; see ``BreakMark``.
        case breaks = 1
    }

    var words: Words
    var folding: Folding
    var marks: Marks
    /// The version of the ICU library that words came from, such as "72.1".
    var icuVersion: String
    /// The version of Unicode whose tables folded, such as "15.0".
    var unicodeVersion: String
    /// What it was compiled from; see ``AnalysisCompiler/inputs(_:)``. Empty for version 1.
    var inputs: String
    /// The file as it lies in memory; nil for version 1, which has no tables.
    let file: AnalysisData?

    /// What a new index gets. Compiled when it is first asked for, which takes some tenths of a second.
    ///
    /// - Throws: ``TextError`` if ICU's data or functions are missing.
    public static var current: Analysis {
        get throws { try compiled.get() }
    }

    /// What a new index gets with words of a user's.
    ///
    /// - Throws: ``TextError`` if ICU's data or functions are missing.
    package static func current(with user: LexiconFile) throws -> Analysis {
        user.entries.isEmpty ? try current : try AnalysisCompiler.compile(.shipped(user: user)).get()
    }

    /// This analysis if it is what a new index with the same user's words would get, else that one.
    ///
    /// - Throws: ``TextError`` if ICU's data or functions are missing.
    package func broughtUpToDate() throws -> Analysis {
        let user = try userLexicon
        let isCurrent =
            words == .lattice && marks == .breaks && inputs == AnalysisCompiler.inputs(.shipped(user: user))
            && icuVersion == Self.version(fagui_u_version_string)
        return isCurrent ? self : try .current(with: user)
    }

    /// ICU's words alone, without any lexicon: for comparing with ICU.
    package static var plain: Analysis {
        get throws { try compiledPlain.get() }
    }

    /// The user's words.
    package var userLexicon: LexiconFile {
        get throws {
            guard let text = file?.optionalSection(.lexicon) else { return LexiconFile() }
            return try LexiconFile(parsing: [UInt8](text))
        }
    }

    private static let compiledPlain = AnalysisCompiler.compile(.plain)
    private static let compiled = AnalysisCompiler.compile(.shipped(user: LexiconFile()))

    /// A few words for people: "ICU 72.1 words, NFKC case-folded, Traditional as Simplified, grams of 2".
    public var summary: String {
        let folded = folding == .variants ? "NFKC case-folded, Traditional as Simplified" : "NFKC case-folded"
        // A new index without a dictionary is worth a word; an old one is as it was meant.
        let source =
            words == .breaker && file != nil ? "words by its breaker, as its dictionary cannot be read" : "words"
        return "ICU \(icuVersion) \(source), \(folded), grams of 2"
    }

    /// Two analyses are equal if they give the same terms.
    public static func == (a: Analysis, b: Analysis) -> Bool {
        a.words == b.words && a.folding == b.folding && a.marks == b.marks && a.icuVersion == b.icuVersion
            && a.unicodeVersion == b.unicodeVersion && a.file == b.file
    }

    /// Whether the ends of sentences and paragraphs are among the terms of a text.
    package var marksBreaks: Bool { marks == .breaks }

    /// A folder of texts.
    func makeFolder() throws -> TextFolder {
        guard folding == .variants, let file else { return try TextFolder() }
        let table = try file.section(.variants)
        guard table.count == 2 * VariantTable.count, let base = table.baseAddress else {
            throw TextError.corruptAnalysis(reason: "the table of variants has \(table.count) bytes")
        }
        return try TextFolder(variants: base.assumingMemoryBound(to: UInt16.self), owner: file)
    }

    /// A finder of words.
    func makeSegmenter() throws -> WordSegmenter {
        guard words != .breaker, let file else { return WordSegmenter(breaker: try WordBreaker()) }
        let dictionary = try WordDictionary(file.section(.dictionary))
        return WordSegmenter(
            lattice: LatticeSegmenter(dictionary: dictionary, table: try WordBreakTable(file.section(.classes))),
            innerWords: words == .lattice ? InnerWords(dictionary: dictionary) : nil, owner: file)
    }

    static func version(_ write: (UnsafeMutablePointer<CChar>) -> Void) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(FAGUI_ICU_VERSION_LENGTH)) { buffer in
            buffer.initialize(repeating: 0)
            guard let base = buffer.baseAddress else { return "" }
            write(base)
            return String(cString: base)
        }
    }
}

internal import FaguiUnicode

/// Finds entries of a lexicon that can never be a word of a text, and says why.
package struct LexiconLint {
    /// One entry with its fault.
    package struct Finding: Sendable, Equatable {
        package var entry: LexiconFile.Entry
        /// Why it never wins, a sentence without its full stop.
        package var reason: String
    }

    /// Checks a file against ICU's dictionary and the lexicon that comes with Fagui.
    ///
    /// - Parameters:
    ///   - file: The entries.
    ///   - isShipped: Whether the file is the one that comes with Fagui.
    /// - Returns: The entries without effect, in the order of the file.
    /// - Throws: ``TextError`` if ICU's data are missing.
    package static func findings(in file: LexiconFile, isShipped: Bool = false) throws -> [Finding] {
        var builder = DictionaryBuilder()
        guard ICUDictionary.forEachWord({ builder.add($0, cost: $1) }) else {
            throw TextError.icu(function: "udata_open", name: "U_FILE_ACCESS_ERROR")
        }
        let folder = try AnalysisCompiler.makeFolder()
        if !isShipped { AnalysisCompiler.add(LexiconFile.shipped, to: &builder, folder) }
        var findings: [Finding] = []
        var seen: [[UInt16]: Int] = [:]
        for entry in file.entries {
            let units = AnalysisCompiler.fold(entry.word, folder)
            if let reason = reason(entry, units, builder, seen[units]) {
                findings.append(Finding(entry: entry, reason: reason))
            }
            if seen[units] == nil { seen[units] = entry.line }
        }
        return findings
    }

    private static func reason(
        _ entry: LexiconFile.Entry, _ units: [UInt16], _ builder: DictionaryBuilder, _ earlier: Int?
    ) -> String? {
        if units.count < 2 { return "it is one character; characters are found as they are" }
        if let other = units.first(where: { !(0x3400...0x9FFF ~= $0) }) {
            let character = String(decoding: [other], as: UTF16.self)
            return "it has '\(character)', and only words of ideographs are looked up in texts"
        }
        if let earlier { return "line \(earlier) is the same word" }
        if let cost = builder.cost(of: units), entry.cost.map({ $0 >= cost }) ?? true {
            return "it is a word of the dictionary already, at a cost of \(cost)"
        }
        let parts = builder.cheapestPath(over: units)
        if let cost = entry.cost, cost >= parts {
            return "its cost of \(cost) is not below \(parts), which the words inside it cost together"
        }
        return nil
    }
}

internal import FaguiUnicode

/// Folds texts as an analysis does, and unfolds them again: for checking what searches promise.
///
/// - Concurrency: One value belongs to one thread.
package final class AnalysisFolding {
    private let analyzer: Analyzer
    private let folder: TextFolder
    /// By folded unit, the ideographs that fold to it.
    private let variants: [UInt16: [UInt16]]

    /// - Throws: ``TextError`` if ICU's data are missing.
    package init(_ analysis: Analysis) throws {
        analyzer = try Analyzer(analysis)
        folder = try analysis.makeFolder()
        var variants: [UInt16: [UInt16]] = [:]
        if analysis.folding == .variants {
            do {
                for (index, folded) in try VariantTable.build().enumerated() {
                    let unit = UInt16(index) + VariantTable.first
                    if folded != unit { variants[folded, default: []].append(unit) }
                }
            } catch let error as ICUError {
                throw TextError.icu(function: error.function, name: error.name)
            }
        }
        self.variants = variants
    }

    /// The letters, digits, marks and ideographs of a text after folding.
    package func characters(of text: String) -> String {
        var text = text
        text.withUTF8 { folder.fold($0, keepsOffsets: false) }
        let folded = FoldedUnits(folder.folded)
        let units = (0..<folded.count).filter { index in
            folded.classes[index] >= CharacterClass.firstOfText
                || folded.classes[index] == CharacterClass.trail && index > 0
                    && folded.classes[index - 1] >= CharacterClass.firstOfText
        }.map { folded.units[$0] }
        return String(decoding: units, as: UTF16.self)
    }

    /// Whether a text is one of the ways in which what was asked may write its numbers, or holds one.
    package func isOtherNumber(_ text: String, asked: String) -> Bool {
        var asked = asked
        asked.withUTF8 { folder.fold($0, keepsOffsets: false) }
        let forms = NumeralForms.forms(of: FoldedUnits(folder.folded))
        let shown = characters(of: text)
        return forms.contains { shown.contains(characters(of: String(decoding: $0, as: UTF16.self))) }
    }

    /// A text in other clothes that folds to the same: full width for ASCII, Traditional or variant ideographs.
    package func variant(of text: String, _ random: () -> UInt64) -> String {
        var units: [UInt16] = []
        for unit in text.utf16 {
            if 0x21...0x7E ~= unit, random() % 2 == 0 {
                units.append(unit + 0xFEE0)
            } else if let others = variants[unit],
                let other = others.indices.isEmpty ? nil : others[Int(random() % UInt64(others.count))]
            {
                units.append(other)
            } else {
                units.append(unit)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}

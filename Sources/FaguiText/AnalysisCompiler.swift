internal import CICU
internal import FaguiUnicode

/// Makes the analysis of new texts out of ICU's data and the vocabulary files.
enum AnalysisCompiler {
    /// The analysis, its tables compiled.
    static func compile() -> Result<Analysis, TextError> {
        do {
            let versions = [
                Analysis.version(fagui_u_version_string), Analysis.version(fagui_u_unicode_version_string),
            ]
            var sections: [(AnalysisData.Section, [UInt8])] = [
                (.versions, Array(versions.joined(separator: "\n").utf8)),
                (.variants, try VariantTable.build().flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }),
            ]
            var words = Analysis.Words.breaker
            var builder = DictionaryBuilder()
            if ICUDictionary.forEachWord({ builder.add($0, cost: $1) }) {
                words = .lattice
                sections += [(.dictionary, builder.build()), (.classes, WordBreakTable.build())]
            }
            return .success(
                try Analysis(serialized: Analysis.serialize(words: words, folding: .variants, sections)))
        } catch let error as ICUError {
            return .failure(.icu(function: error.function, name: error.name))
        } catch {
            return .failure(error as? TextError ?? .corruptAnalysis(reason: "\(error)"))
        }
    }
}

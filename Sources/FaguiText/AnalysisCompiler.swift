internal import CICU
internal import CVocabulary
internal import FaguiUnicode

/// Makes the analysis of new texts out of ICU's data and the vocabulary files.
enum AnalysisCompiler {
    /// Which words the segmenter knows besides ICU's.
    enum Lexicon {
        /// None: words are ICU's.
        case plain
        /// Those that come with Fagui, and a user's.
        case shipped(user: LexiconFile)
    }

    /// Counts changes of what the same inputs are compiled to.
    private static let generation = 2

    /// What an analysis is compiled from, in a few characters: equal inputs give equal analyses, so that one that an index
    /// has need not be compiled again.
    static func inputs(_ lexicon: Lexicon) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        let variants = fagui_vocabulary_variants()
        add(UnsafeBufferPointer(start: variants.bytes, count: variants.count))
        switch lexicon {
        case .plain: add([0])
        case .shipped(let user):
            let shipped = fagui_vocabulary_lexicon()
            add(UnsafeBufferPointer(start: shipped.bytes, count: shipped.count))
            add(user.text.utf8)
        }
        return "\(generation)-\(String(hash, radix: 16))"
    }

    /// The analysis, its tables compiled.
    static func compile(_ lexicon: Lexicon) -> Result<Analysis, TextError> {
        do {
            let versions = [
                Analysis.version(fagui_u_version_string), Analysis.version(fagui_u_unicode_version_string),
                inputs(lexicon),
            ]
            var sections: [(AnalysisData.Section, [UInt8])] = [
                (.versions, Array(versions.joined(separator: "\n").utf8)),
                (.variants, try VariantTable.build().flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }),
            ]
            var words = Analysis.Words.breaker
            var builder = DictionaryBuilder()
            if ICUDictionary.forEachWord({ builder.add($0, cost: $1) }) {
                words = .plain
                if case .shipped(let user) = lexicon {
                    words = .lattice
                    let folder = try makeFolder()
                    add(.shipped, to: &builder, folder)
                    add(user, to: &builder, folder)
                    if !user.entries.isEmpty { sections.append((.lexicon, Array(user.text.utf8))) }
                }
                sections += [(.dictionary, builder.build()), (.classes, WordBreakTable.build())]
            }
            return .success(
                try Analysis(serialized: Analysis.serialize(words: words, folding: .variants, marks: .breaks, sections))
            )
        } catch let error as ICUError {
            return .failure(.icu(function: error.function, name: error.name))
        } catch {
            return .failure(error as? TextError ?? .corruptAnalysis(reason: "\(error)"))
        }
    }

    /// Adds words; one without a cost is made three quarters as dear as the words inside it are together.
    static func add(_ lexicon: LexiconFile, to builder: inout DictionaryBuilder, _ folder: TextFolder) {
        let words = lexicon.entries.map { (units: fold($0.word, folder), cost: $0.cost) }
            .filter { $0.units.count >= 2 && $0.units.allSatisfy { 0x3400...0x9FFF ~= $0 } }
        // All costs come from the dictionary without these words, so that their order does not matter.
        let costs = words.map { $0.cost ?? builder.cheapestPath(over: $0.units) * 3 / 4 }
        for (word, cost) in zip(words, costs) { builder.add(word.units, cost: min(cost, 255)) }
    }

    /// A folder as new analyses have it.
    static func makeFolder() throws -> TextFolder {
        do {
            let table = try VariantTable.build()
            let owned = table.withUnsafeBytes { OwnedBytes(copying: $0) }
            return try TextFolder(
                variants: owned.bytes.baseAddress?.assumingMemoryBound(to: UInt16.self), owner: owned)
        } catch let error as ICUError {
            throw TextError.icu(function: error.function, name: error.name)
        }
    }

    /// A word as texts have it.
    static func fold(_ word: String, _ folder: TextFolder) -> [UInt16] {
        var word = word
        word.withUTF8 { folder.fold($0, keepsOffsets: false) }
        return [UInt16](UnsafeBufferPointer(start: folder.folded.units, count: folder.folded.count))
    }
}

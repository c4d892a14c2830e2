internal import FaguiUnicode

/// Text -> terms: words, and grams over character positions, with offsets into the original.
///
/// - Concurrency: One value belongs to one thread; make one for each (making one costs a clone of a break iterator).
public final class Analyzer {
    /// What the analyzer was made from.
    public let analysis: Analysis
    private let folder: TextFolder
    private var segmenter: WordSegmenter
    private var list = TermList()

    /// Makes an analyzer.
    ///
    /// - Throws: ``TextError`` if ICU's data or functions are missing.
    public init(_ analysis: Analysis) throws {
        self.analysis = analysis
        do {
            folder = try analysis.makeFolder()
        } catch let error as ICUError {
            throw TextError.icu(function: error.function, name: error.name)
        }
        segmenter = try analysis.makeSegmenter()
    }

    /// Analyses one field of one text. The buffers are emptied first.
    ///
    /// - Parameters:
    ///   - text: UTF-8, valid, less than 4 GB.
    ///   - words: Receives the words in text order; no positions. A term may overlap another.
    ///   - grams: Receives one gram for every letter, digit and ideograph of the folded text, with its position. The
    ///     offsets of a gram span both of its characters.
    /// - Complexity: Linear in the text.
    public func analyze(_ text: UnsafeBufferPointer<UInt8>, words: inout TermBuffer, grams: inout TermBuffer) {
        _ = analyze(text, words: &words, grams: &grams, hasMarks: false)
    }

    /// The same, with the marks of breaks before the grams where the analysis has them: for texts whose sentences and
    /// paragraphs are asked for. See ``BreakMark``.
    ///
    /// - Parameters:
    ///   - text: UTF-8, valid, less than 4 GB.
    ///   - words: Receives the words in text order; no positions.
    ///   - grams: Receives the marks by position, then the grams; without offsets.
    /// - Returns: How many marks there are.
    package func analyzeWithMarks(
        _ text: UnsafeBufferPointer<UInt8>, words: inout TermBuffer, grams: inout TermBuffer
    ) -> Int {
        precondition(!grams.keepsOffsets, "marks have no offsets")
        return analyze(text, words: &words, grams: &grams, hasMarks: analysis.marks == .breaks)
    }

    private func analyze(
        _ text: UnsafeBufferPointer<UInt8>, words: inout TermBuffer, grams: inout TermBuffer, hasMarks: Bool
    ) -> Int {
        words.removeAll()
        grams.removeAll()
        folder.fold(text, keepsOffsets: words.keepsOffsets || grams.keepsOffsets)
        let folded = FoldedUnits(folder.folded)
        list.begin(capacity: folded.count)
        segmenter.segment(folded, into: &list, arena: &words.arena, keepsOffsets: words.keepsOffsets)
        words.append(list, hasPositions: false)
        list.begin(capacity: folded.count)
        var markCount = 0
        if hasMarks {
            BreakFinder.findBreaks(in: folded, into: &list)
            markCount = list.count
            grams.append(list, hasPositions: true)
            list.begin(capacity: folded.count)
        }
        GramMaker.makeGrams(of: folded, into: &list, arena: &grams.arena, keepsOffsets: grams.keepsOffsets)
        grams.append(list, hasPositions: true)
        return markCount
    }

    /// The number of the folded text: equal for texts that differ in case, width and white space alone.
    ///
    /// All 64 bits are mixed, so that any 32 of them will do for fewer texts. Not cryptographic.
    public func fingerprint(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        folder.fold(text, keepsOffsets: false)
        return lastFingerprint
    }

    /// The ``fingerprint(_:)`` of the text that was analysed last, which need not be folded again for it.
    public var lastFingerprint: UInt64 { Fingerprint.of(FoldedUnits(folder.folded)) }

    /// The ``TextSketch`` of the text that was analysed last.
    public var lastSketch: TextSketch { TextSketch(FoldedUnits(folder.folded)) }

    /// Takes a text apart so that near copies of it can be told.
    ///
    /// - Parameter text: UTF-8, valid, less than 4 GB.
    /// - Returns: What is compared.
    public func comparable(_ text: UnsafeBufferPointer<UInt8>) -> ComparableText {
        folder.fold(text, keepsOffsets: false)
        return ComparableText(FoldedUnits(folder.folded))
    }

    /// The marks of the breaks in the text that was analysed last; none where the analysis has none.
    ///
    /// - Parameter marks: Receives the marks with their positions; emptied first.
    package func marks(into marks: inout TermBuffer) {
        marks.removeAll()
        guard analysis.marks == .breaks else { return }
        let folded = FoldedUnits(folder.folded)
        list.begin(capacity: folded.count)
        BreakFinder.findBreaks(in: folded, into: &list)
        marks.append(list, hasPositions: true)
    }

    /// The text that was folded last; valid until the next.
    var foldedText: FoldedUnits { FoldedUnits(folder.folded) }

    /// Folds a text with offsets, for ``foldedText``.
    func fold(_ text: UnsafeBufferPointer<UInt8>) { folder.fold(text, keepsOffsets: true) }

    /// The grams and gaps that a phrase asks for. White space at its ends does not count.
    public func phrase(_ text: String) -> PhraseTerms {
        fold(text)
        return PhraseMaker.phrase(of: FoldedUnits(folder.folded))
    }

    /// The phrase, and the same in the other ways of writing its numbers: 第32条, then 第三十二条 and 第卅二条.
    ///
    /// - Parameter text: As it was typed.
    /// - Returns: At least one, at most 32.
    public func phrases(_ text: String) -> [PhraseTerms] {
        fold(text)
        let forms = NumeralForms.forms(of: FoldedUnits(folder.folded))
        guard forms.count > 1 else { return [PhraseMaker.phrase(of: FoldedUnits(folder.folded))] }
        return forms.map { phrase(String(decoding: $0, as: UTF16.self)) }
    }

    private func fold(_ text: String) {
        var text = text
        text.withUTF8 { folder.fold($0, keepsOffsets: false) }
    }
}

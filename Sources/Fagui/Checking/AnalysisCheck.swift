internal import FaguiCorpus
internal import FaguiSearch
internal import FaguiText

/// Whether the promises of the analysis hold for the texts of a file.
///
/// - Every letter, digit, mark and ideograph carries one gram; terms point to whole scalars of the original.
/// - In plain mode words are ICU's, break by break.
/// - Every substring of 1 to 12 characters that holds a letter, digit or ideograph is found as a phrase where it stands.
public struct AnalysisCheck: Sendable, Equatable {
    /// Passages read.
    public private(set) var passages = 0
    /// Words and grams looked at.
    public private(set) var terms = 0
    /// Substrings asked for.
    public private(set) var substrings = 0
    /// What does not hold, sentences without their full stops; the first hundred.
    public private(set) var faults: [String] = []
    /// How many there are in all.
    public private(set) var faultCount = 0

    /// Checks the texts of a file by the analysis that a new index gets.
    ///
    /// - Parameter path: A file that can be indexed.
    /// - Throws: ``LibraryError`` for a file that cannot be read.
    public init(path: String) throws {
        do {
            let analysis = try Analysis.current
            let analyzer = try Analyzer(analysis)
            let finder = try PhraseFinder(analysis)
            let comparison = try SegmentingComparison(.plain)
            let walk = CorpusWalker.walk([path])
            if let problem = walk.problems.first {
                throw LibraryError(.unreadableSource, problem.reason, path: problem.path)
            }
            guard !walk.files.isEmpty else {
                throw LibraryError(
                    .invalidArgument, "\(path) is of no type that is read.",
                    advice: "Name a text, a document or a .jsonl file.", path: path)
            }
            for file in walk.files {
                let report = try CorpusReader().read(
                    SourcePart(file), isUnchanged: { _, _, _ in false },
                    body: { source in
                        for passage in source.passages {
                            check(Array(source.text[passage.range]), analyzer, finder, comparison)
                        }
                    })
                if let problem = report.problems.first {
                    throw LibraryError(
                        .unreadableSource, problem.reason, path: problem.path, byteOffset: problem.byteOffset)
                }
            }
        } catch {
            throw LibraryError.wrap(error, index: path)
        }
    }

    /// Joins the parts.
    package init(passages: Int, terms: Int, substrings: Int, faults: [String]) {
        self.passages = passages
        self.terms = terms
        self.substrings = substrings
        self.faults = faults
        faultCount = faults.count
    }

    private mutating func report(_ fault: String) {
        faultCount += 1
        if faults.count < 100 { faults.append(fault) }
    }

    private mutating func check(
        _ text: [UInt8], _ analyzer: Analyzer, _ finder: PhraseFinder, _ comparison: SegmentingComparison
    ) {
        passages += 1
        checkTerms(text, analyzer)
        let folded = comparison.fold(text)
        // ICU's own breaks are sound only where it is not given too much without punctuation.
        if folded.count <= 4000 {
            let differences = folded.withUnsafeBufferPointer { comparison.differences($0) }
            for place in differences {
                report("ICU's words differ at character \(place) of \(Self.beginning(of: text))")
            }
        }
        let string = String(decoding: text, as: UTF8.self)
        var places: [String.Index] = Array(string.indices)
        places.append(string.endIndex)
        for start in 0..<places.count - 1 {
            for length in 1...12 where start + length < places.count {
                checkSubstring(string[places[start]..<places[start + length]], of: string, text, finder)
            }
        }
    }

    private mutating func checkTerms(_ text: [UInt8], _ analyzer: Analyzer) {
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer(keepsOffsets: true)
        text.withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
        terms += words.terms.count + grams.terms.count
        for buffer in [words, grams] {
            for index in buffer.terms.indices {
                let (start, end) = (Int(buffer.starts[index]), Int(buffer.ends[index]))
                let isInside = start < end && end <= text.count && text[start] & 0xC0 != 0x80
                if !isInside || end < text.count && text[end] & 0xC0 == 0x80 {
                    report("a term points into a character at byte \(start) of \(Self.beginning(of: text))")
                }
            }
        }
        for (before, after) in zip(grams.positions, grams.positions.dropFirst()) where before >= after {
            report("positions do not ascend at \(before) of \(Self.beginning(of: text))")
        }
    }

    private mutating func checkSubstring(
        _ part: Substring, of string: String, _ text: [UInt8], _ finder: PhraseFinder
    ) {
        guard part.unicodeScalars.contains(where: \.properties.isAlphanumeric) else { return }
        substrings += 1
        let lower = string.utf8.distance(from: string.utf8.startIndex, to: part.startIndex)
        let upper = lower + part.utf8.count
        let found = finder.places(of: String(part), in: text)
        // Punctuation and white space at the ends of a phrase are not highlighted.
        let isFound = found.contains { $0.lowerBound < upper && $0.upperBound > lower }
        if !isFound { report("'\(part)' is not found in \(Self.beginning(of: text))") }
    }

    private static func beginning(of text: [UInt8]) -> String {
        "'\(String(String(decoding: text, as: UTF8.self).prefix(20)))…'"
    }
}

extension Unicode.Scalar.Properties {
    /// Letters, digits and ideographs.
    var isAlphanumeric: Bool {
        switch generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}

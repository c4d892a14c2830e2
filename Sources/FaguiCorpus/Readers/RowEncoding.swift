internal import FaguiUnicode

/// How the rows of a file are decoded.
enum RowEncoding: Equatable {
    /// As they are: all of them are UTF-8.
    case valid
    /// One by one, so that a malformed row does not take the others with it.
    case byRow
    /// The file as a whole, by a decoder.
    case whole

    /// Looks at a file, a run of lines at a time.
    ///
    /// Where UTF-8 is not asked for, at least half of the lines beyond ASCII must be valid UTF-8, as JSON should be.
    struct Vote {
        private let encoding: TextEncoding?
        private var hasZero = false
        private var valid = 0
        private var invalid = 0

        init(_ decoder: TextDecoder) { encoding = decoder.encoding }

        /// What is known so far.
        var result: RowEncoding {
            // A zero byte is UTF-16 or no text: the decoder knows.
            guard !hasZero, encoding == nil || encoding == .utf8 else { return .whole }
            if invalid == 0 { return .valid }
            return encoding == .utf8 || valid >= invalid ? .byRow : .whole
        }

        /// Takes the next lines.
        mutating func add(_ lines: UnsafeRawBufferPointer) {
            hasZero = hasZero || lines.contains(0)
            let allAreValid = UTF8Validation.firstFault(in: lines) == nil
            var start = 0
            while start < lines.count {
                var end = start
                var isASCII = true
                while end < lines.count, lines[end] != 0x0A {
                    if lines[end] >= 0x80 { isASCII = false }
                    end += 1
                }
                if !isASCII {
                    let line = UnsafeRawBufferPointer(rebasing: lines[start..<end])
                    if allAreValid || UTF8Validation.firstFault(in: line) == nil { valid += 1 } else { invalid += 1 }
                }
                start = end + 1
            }
        }
    }

    /// Looks at a whole file.
    static func choose(_ raw: UnsafeRawBufferPointer, decoder: TextDecoder) -> RowEncoding {
        var vote = Vote(decoder)
        vote.add(raw)
        return vote.result
    }
}

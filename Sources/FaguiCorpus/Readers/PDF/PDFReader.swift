/// Reads `.pdf` through `pdftotext`, where that is installed: bytes -> text.
enum PDFReader {
    /// Seconds that a file may take: a code of 500 pages takes one.
    static let timeLimit = 60
    /// Bytes of text: the largest code has two million.
    static let outputLimit = 64 << 20

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - bytes: The file as it is.
    ///   - path: For errors.
    ///   - program: What is called.
    ///   - seconds: The most time.
    ///   - memory: What the text may take.
    /// - Returns: Its text, lines of a paragraph joined.
    /// - Throws: ``CorpusError`` where it is none, is encrypted, has no text, or nothing is there that reads it.
    static func read(
        _ bytes: UnsafeRawBufferPointer, path: String, program: String = "pdftotext", seconds: Int = timeLimit,
        memory: ReadingMemory = .unlimited
    ) throws(CorpusError) -> ExtractedText {
        // Some files have other bytes before; readers look for the mark in the first 1,024.
        let beginning = UnsafeRawBufferPointer(rebasing: bytes.prefix(1_024))
        guard beginning.withMemoryRebound(to: UInt8.self, { $0.firstIndex(of: "%PDF-", in: 0..<$0.count) }) != nil
        else {
            throw CorpusError(.malformed, path: path, reason: "no PDF: it does not begin as one")
        }
        let result: ChildProcess.Result
        do {
            result = try ChildProcess.run(
                [program, "-layout", "-enc", "UTF-8", "-eol", "unix", "-", "-"], input: bytes, seconds: seconds,
                outputLimit: min(outputLimit, memory.largestSource))
        } catch {
            if case .tooMuch = error, memory.largestSource < outputLimit {
                throw memory.fault(path: path, bytes: memory.largestSource)
            }
            throw CorpusError(fault: error, path: path, program: program, seconds: seconds)
        }
        guard result.code == 0 else {
            let said = String(decoding: result.complaints.prefix { $0 != 0x0A }, as: UTF8.self)
            if said.contains("password") {
                throw CorpusError(.encrypted, path: path, reason: "encrypted: save it without a password")
            }
            throw CorpusError(
                .malformed, path: path,
                reason: "\(program) cannot read it (code \(result.code))\(said.isEmpty ? "" : ": \(said)")")
        }
        var paragraphs = PDFParagraphs()
        let text = ExtractedText(text: result.output)
        var extracted = ExtractedText(text: text.text.withUnsafeBufferPointer { paragraphs.join($0) })
        guard !extracted.isBlank else {
            throw CorpusError(
                .malformed, path: path, reason: "no text in it: scanned pages must be recognised (OCR) before")
        }
        if paragraphs.leftOut > 0 {
            extracted.warnings.append(
                CorpusError(
                    .malformed, path: path,
                    reason: "\(paragraphs.leftOut) lines that repeat on its pages, or number them, are left out"))
        }
        return extracted
    }
}

extension CorpusError {
    /// Why a program gave nothing.
    fileprivate init(fault: ChildProcess.Fault, path: String, program: String, seconds: Int) {
        switch fault {
        case .notInstalled:
            self.init(
                .needsProgram, path: path,
                reason:
                    "\(program) is not installed: install poppler-utils (Debian, Ubuntu) or poppler (Homebrew, Fedora)")
        case .tooSlow:
            self.init(.tooLarge, path: path, reason: "\(program) took more than \(seconds) seconds")
        case .tooMuch:
            self.init(.tooLarge, path: path, reason: "more than \(PDFReader.outputLimit) bytes of text")
        case .system(let call, let code):
            self.init(.unreadable, path: path, reason: "\(program) cannot be called: \(call): error \(code)")
        }
    }
}

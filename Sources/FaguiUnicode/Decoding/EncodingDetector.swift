internal import CICU

/// Asks ICU's detector which Chinese encoding bytes are in.
enum EncodingDetector {
    /// An encoding that may be the one.
    struct Candidate: Equatable {
        var encoding: TextEncoding
        /// As ICU gives it, 1...100.
        var confidence: Int32
        /// Whether the text was long enough, and like Chinese enough, to blame a fault on its bytes.
        var isLikely: Bool { confidence >= 50 }
    }

    /// GB18030 and Big5 where they are possible, the likelier first, GB18030 where both are equally so. One that is less
    /// than half as likely as the other is left out: it would take many a damaged text of the other for its own.
    static func candidates(for bytes: UnsafeRawBufferPointer) throws -> [Candidate] {
        // ASCII tells nothing, and its end is where a character begins.
        let start = bytes.firstIndex { $0 >= 0x80 } ?? 0
        let sample = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(1 << 16))
        var status = FAGUI_ICU_OK
        let detector = fagui_ucsdet_open(&status)
        defer { fagui_ucsdet_close(detector) }
        try check(status, "ucsdet_open")
        fagui_ucsdet_set_text(
            detector, sample.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(sample.count), &status)
        try check(status, "ucsdet_setText")
        var count: Int32 = 0
        let matches = fagui_ucsdet_detect_all(detector, &count, &status)
        try check(status, "ucsdet_detectAll")
        var candidates: [Candidate] = []
        for index in 0..<Int(count) {
            guard let match = matches?[index], let name = fagui_ucsdet_name(match, &status) else { continue }
            let confidence = fagui_ucsdet_confidence(match, &status)
            try check(status, "ucsdet_getConfidence")
            guard confidence > 0 else { continue }
            switch String(cString: name) {
            case "GB18030": candidates.append(Candidate(encoding: .gb18030, confidence: confidence))
            case "Big5": candidates.append(Candidate(encoding: .big5, confidence: confidence))
            default: break
            }
        }
        candidates.sort {
            $0.confidence != $1.confidence ? $0.confidence > $1.confidence : $0.encoding == .gb18030
        }
        let best = candidates.first?.confidence ?? 0
        return candidates.filter { $0.confidence * 2 >= best }
    }

    private static func check(_ status: FaguiICUStatus, _ function: String) throws {
        guard status.rawValue <= FAGUI_ICU_OK.rawValue else {
            throw DecodingError.icu(function: function, name: ICU.name(of: status))
        }
    }
}

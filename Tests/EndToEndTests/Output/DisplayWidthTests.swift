import Foundation
import Testing

@testable import fagui

@Suite struct DisplayWidthTests {
    @Test func countsColumnsOfEachKind() {
        #expect(DisplayWidth.of("GB/T 19001") == 10)
        #expect(DisplayWidth.of("质量") == 4)
        #expect(DisplayWidth.of("，（第３２条）") == 14)
        #expect(DisplayWidth.of("e\u{301}") == 1)
        #expect(DisplayWidth.of("가각") == 4)
        #expect(DisplayWidth.of("\u{20000}\u{9FFF}\u{3400}") == 6)
        #expect(DisplayWidth.of("\u{200B}\u{FEFF}\u{1B}\n") == 0)
        #expect(DisplayWidth.of("“”…—") == 4)
        #expect(DisplayWidth.of("😀") == 2)
    }

    /// The C library has a table of its own, by the same annex; marks at its edges differ by version, letters do not.
    @Test func agreesWithTheCLibrary() throws {
        #if canImport(Glibc)
            guard let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else { return }
            let previous = uselocale(locale)
            defer {
                uselocale(previous)
                freelocale(locale)
            }
            for value in UInt32(0x20)..<0x30000 {
                guard let scalar = Unicode.Scalar(value) else { continue }
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .otherLetter, .decimalNumber, .otherNumber, .letterNumber,
                    .openPunctuation, .closePunctuation, .otherPunctuation, .currencySymbol:
                    let width = wcwidth(wchar_t(value))
                    if width >= 0 { #expect(DisplayWidth.of(scalar) == Int(width), "U+\(String(value, radix: 16))") }
                default: break
                }
            }
        #endif
    }
}

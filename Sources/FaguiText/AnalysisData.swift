#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The bytes of an analysis file, mapped or in memory, and where its sections lie.
///
/// - Invariant: The bytes never change and stay where they are while the value lives, which is what makes it safe to
///   share between threads.
final class AnalysisData: @unchecked Sendable, Equatable {
    /// What a section holds, named by four characters.
    enum Section: String, CaseIterable {
        /// Versions of ICU and Unicode.
        case versions = "VERS"
        /// See ``WordDictionary``.
        case dictionary = "DICT"
        /// See ``WordBreakTable``.
        case classes = "CLAS"
        /// See `VariantTable`: little-endian units.
        case variants = "VARI"

        /// The user's words, as ``LexiconFile/text`` gives them; where there are any.
        case lexicon = "LEXI"

        /// The four characters as a little-endian number.
        var tag: UInt32 { rawValue.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// All bytes of the file.
    let bytes: UnsafeRawBufferPointer
    private let owner: AnyObject?
    private let sections: [UInt32: Range<Int>]

    /// Takes bytes that an owner keeps where they are, at a multiple of 8.
    init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject, sections: [UInt32: Range<Int>]) {
        self.bytes = bytes
        self.owner = owner
        self.sections = sections
    }

    /// The bytes of a section.
    ///
    /// - Throws: ``TextError/corruptAnalysis(reason:)`` if the file has none.
    func section(_ section: Section) throws -> UnsafeRawBufferPointer {
        guard let range = sections[section.tag] else {
            throw TextError.corruptAnalysis(reason: "there is no section \(section.rawValue)")
        }
        return UnsafeRawBufferPointer(rebasing: bytes[range])
    }

    /// The bytes of a section that need not be there.
    func optionalSection(_ section: Section) -> UnsafeRawBufferPointer? {
        sections[section.tag].map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
    }

    static func == (a: AnalysisData, b: AnalysisData) -> Bool {
        guard a !== b else { return true }
        guard a.bytes.count == b.bytes.count, let one = a.bytes.baseAddress, let other = b.bytes.baseAddress else {
            return a.bytes.count == b.bytes.count
        }
        return memcmp(one, other, a.bytes.count) == 0
    }
}

/// Memory that belongs to whoever holds it.
final class OwnedBytes {
    let bytes: UnsafeRawBufferPointer

    init(copying source: UnsafeRawBufferPointer) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 64)
        copy.copyMemory(from: source)
        bytes = UnsafeRawBufferPointer(copy)
    }

    deinit {
        bytes.deallocate()
    }
}

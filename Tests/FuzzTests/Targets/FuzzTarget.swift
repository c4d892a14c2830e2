/// Something that untrusted bytes get into.
///
/// Bytes that are not what is expected end in an error of the part, which is no fault. A fault is what the part promises
/// never to do: to trap, to hang, to take much memory, which whoever runs it notices; or to break a rule that the target
/// checks, which it throws.
struct FuzzTarget: Sendable {
    /// A rule that does not hold for some bytes.
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    /// What folders of seeds and findings are called.
    let name: String
    /// Inputs to begin with that are made rather than kept, by name: bytes of a format that will change.
    var seeds: @Sendable () throws -> [String: [UInt8]] = { [:] }
    /// Runs the part over some bytes; throws a ``Fault``.
    let run: @Sendable (UnsafeRawBufferPointer) throws -> Void

    /// All of them.
    static let all: [FuzzTarget] = [
        .segment, .terms, .postings, .manifest, .analysis,
        .query, .search, .citation, .decoder, .structure,
        .word, .html, .zip, .jsonLines, .frontMatter,
        .line, .parameters, .pages, .http,
    ]

    /// Sees that a rule holds.
    static func require(_ condition: Bool, _ rule: @autoclosure () -> String) throws {
        guard condition else { throw Fault(description: rule()) }
    }
}

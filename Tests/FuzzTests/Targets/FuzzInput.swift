/// Takes bytes off the front of an input, for what has to be chosen; behind the end all are 0.
struct FuzzInput {
    private(set) var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    mutating func byte() -> UInt8 {
        guard let first = rest.first else { return 0 }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
        return first
    }

    mutating func number<T: FixedWidthInteger>(_ type: T.Type) -> T {
        (0..<T.bitWidth / 8).reduce(T(0)) { $0 | T(truncatingIfNeeded: byte()) << T($1 * 8) }
    }
}

extension UnsafeRawBufferPointer {
    /// As text, with U+FFFD for what is not UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}

/// The bytes of a whole file, mapped or in memory.
///
/// - Invariant: The bytes never change and stay where they are while any copy of this value lives, which is what
///   makes it safe to share between threads.
public final class FileBytes: @unchecked Sendable {
    /// What the file is called in messages.
    public let name: String
    /// The bytes.
    public let bytes: UnsafeRawBufferPointer
    private let release: @Sendable (UnsafeRawBufferPointer) -> Void

    /// Takes over bytes that `release` gives back at the end.
    public init(
        name: String, bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) {
        self.name = name
        self.bytes = bytes
        self.release = release
    }

    /// Copies bytes to memory of its own.
    public convenience init(name: String, copying source: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 64)
        copy.copyBytes(from: source)
        self.init(name: name, bytes: UnsafeRawBufferPointer(copy)) { $0.deallocate() }
    }

    deinit {
        release(bytes)
    }
}

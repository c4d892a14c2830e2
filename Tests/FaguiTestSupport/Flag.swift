internal import Synchronization

/// Something that one thread says once, and others ask.
public final class Flag: Sendable {
    private let value = Atomic<Bool>(false)

    /// Not raised.
    public init() {}

    /// Whether it was raised.
    public var isRaised: Bool { value.load(ordering: .acquiring) }

    /// Says it.
    public func raise() { value.store(true, ordering: .releasing) }
}

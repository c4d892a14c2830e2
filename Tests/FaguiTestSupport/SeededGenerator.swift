#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Random numbers that a seed repeats (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins the sequence of a seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// One of some elements.
    public mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }
}

/// The seeds and the amount of random tests.
public enum RandomTests {
    /// Seeds for a test to run with: the one in `FAGUI_TEST_SEED` alone, if it is set; else new ones each time.
    ///
    /// A test prints the seed it runs with, so that a failure can be repeated.
    /// - Parameter count: How many, times ``scale``.
    /// - Returns: The seeds.
    public static func seeds(_ count: Int) -> [UInt64] {
        if let given = variable("FAGUI_TEST_SEED"), let seed = UInt64(given) { return [seed] }
        return (0..<count * scale).map { _ in UInt64.random(in: 0...UInt64(UInt32.max)) }
    }

    /// `FAGUI_TEST_ITERATIONS`, by which longer runs multiply their rounds; at least 1.
    public static var scale: Int { max(1, variable("FAGUI_TEST_ITERATIONS").flatMap { Int($0) } ?? 1) }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

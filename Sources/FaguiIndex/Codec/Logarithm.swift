#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The natural logarithm, from the C library, so that Foundation is not needed for it.
func logarithm(_ x: Double) -> Double { log(x) }

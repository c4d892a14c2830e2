#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The natural logarithm, from the C library, so that Foundation is not needed for it.
func logarithm(_ x: Double) -> Double { log(x) }

/// Processors that are online.
func activeProcessorCount() -> Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

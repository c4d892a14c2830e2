// swift-tools-version: 6.1
import PackageDescription

// A package of its own: the benchmark library resolves several others, which the drivers beside this do not need.
let package = Package(
    name: "FaguiCodecBenchmarks",
    dependencies: [
        .package(name: "Fagui", path: "../.."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "Codecs",
            dependencies: [
                .product(name: "FaguiSearch", package: "Fagui"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/Codecs",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ],
    swiftLanguageModes: [.v6]
)

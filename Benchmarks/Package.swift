// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever depends on Fagui never resolves what only measuring needs.
let package = Package(
    name: "FaguiBenchmarks",
    dependencies: [
        .package(name: "Fagui", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .executableTarget(
            name: "measure",
            dependencies: [
                .product(name: "Fagui", package: "Fagui"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "bench",
            dependencies: [
                .product(name: "FaguiSearch", package: "Fagui"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(name: "CAllocationCount"),
        .executableTarget(
            name: "allocations",
            dependencies: [
                "CAllocationCount",
                .product(name: "FaguiSearch", package: "Fagui"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

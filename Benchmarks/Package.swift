// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever depends on Fagui never resolves what only measuring needs.
let package = Package(
    name: "FaguiBenchmarks",
    dependencies: [
        .package(name: "Fagui", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "constant",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .executableTarget(name: "lines"),
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

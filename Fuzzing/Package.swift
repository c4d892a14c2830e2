// swift-tools-version: 6.1
import PackageDescription

// A package of its own, since all of it is built with coverage and AddressSanitizer: see ./fuzz. What is fuzzed lies in
// Tests/FuzzTests/Targets, where tests run it over what was found.
let package = Package(
    name: "FaguiFuzzing",
    dependencies: [
        .package(name: "Fagui", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzzer",
            dependencies: [
                "CLibFuzzer",
                .product(name: "FaguiModules", package: "Fagui"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "Fagui",
    products: [
        .library(name: "Fagui", targets: ["Fagui"]),
        // The engine alone, for terms of one's own.
        .library(name: "FaguiSearch", targets: ["FaguiIndex", "FaguiSearch"]),
        .executable(name: "fagui", targets: ["fagui"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        // Its core alone is linked; without traits, nothing else is built.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(
            name: "CICULibrary",
            pkgConfig: "icu-i18n",
            providers: [.apt(["libicu-dev"])]),
        .systemLibrary(
            name: "CZstd",
            pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(
            name: "CYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]),

        // Vocabulary files, embedded.
        .target(
            name: "CVocabulary",
            exclude: ["lexicon.txt", "synonyms.txt", "thesaurus.txt", "readings.txt", "variants.txt"]),

        // Style and script of the web pages, embedded.
        .target(name: "CWebAssets", exclude: ["page.css", "page.js", "icon.svg"]),

        // The C library's allocator, which Swift's module of glibc leaves out.
        .target(name: "CAllocator"),

        // A hint to the processor that Swift has no word for.
        .target(name: "CPrefetch"),

        // Vectors that only some processors have, which Swift cannot choose as it runs.
        .target(name: "CVectors"),

        // From bytes to terms.
        .target(name: "CICU", dependencies: ["CICULibrary"]),
        .target(name: "CICUDictionary", dependencies: ["CICULibrary"]),
        .target(name: "FaguiUnicode", dependencies: ["CICU", "CVocabulary"], swiftSettings: settings),
        .target(
            name: "FaguiText", dependencies: ["FaguiUnicode", "CICU", "CICUDictionary", "CVocabulary"],
            swiftSettings: settings),
        .target(name: "CMarkup", dependencies: ["CXML2"]),
        .target(
            name: "FaguiCorpus", dependencies: ["FaguiUnicode", "CSQLite", "CYAML", "CMarkup", "CArchive"],
            swiftSettings: settings),

        // From terms to hits.
        .target(
            name: "FaguiIndex", dependencies: ["CPrefetch", "CVectors", "CZlib", "CZstd"], exclude: ["FORMAT.md"],
            swiftSettings: settings),
        .target(
            name: "FaguiSearch", dependencies: ["CVectors", "FaguiUnicode", "FaguiText", "FaguiIndex"],
            swiftSettings: settings),

        // The product.
        .target(
            name: "Fagui",
            dependencies: ["FaguiUnicode", "FaguiText", "FaguiCorpus", "FaguiIndex", "FaguiSearch"],
            swiftSettings: settings),
        .target(
            name: "FaguiServer",
            dependencies: [
                "Fagui", "CWebAssets", "CZlib",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "fagui",
            dependencies: [
                "Fagui", "FaguiServer", "FaguiUnicode", "CAllocator",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        // Tests.
        .target(
            name: "FaguiTestSupport", dependencies: ["FaguiIndex"],
            path: "Tests/FaguiTestSupport", swiftSettings: settings),
        .testTarget(
            name: "FaguiUnicodeTests", dependencies: ["FaguiUnicode", "CICU", "FaguiTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "FaguiTextTests", dependencies: ["FaguiText", "CICU", "FaguiTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "FaguiCorpusTests",
            dependencies: ["FaguiCorpus", "FaguiUnicode", "CArchive", "CSQLite", "FaguiTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "FaguiIndexTests", dependencies: ["CVectors", "FaguiIndex", "FaguiTestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: settings),
        .testTarget(
            name: "FaguiSearchTests",
            dependencies: ["CVectors", "FaguiSearch", "FaguiText", "FaguiUnicode", "FaguiIndex", "FaguiTestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "FaguiTests", dependencies: ["Fagui", "FaguiTestSupport"], exclude: ["Fixtures"],
            swiftSettings: settings),
        .testTarget(
            name: "FaguiServerTests",
            dependencies: [
                "Fagui", "FaguiServer", "FaguiTestSupport", "CZlib",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Fagui", "FaguiServer", "FaguiTestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "fagui", "FaguiServer", "FaguiTestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// What Fuzzing/ reaches into: modules that are products for nobody else.
if Context.environment["FAGUI_FUZZING"] != nil {
    package.products.append(
        .library(
            name: "FaguiModules",
            targets: [
                "FaguiUnicode", "FaguiText", "FaguiCorpus", "FaguiIndex", "FaguiSearch", "Fagui", "FaguiServer",
                "FaguiTestSupport",
            ]))
}

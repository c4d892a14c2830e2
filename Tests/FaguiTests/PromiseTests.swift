internal import FaguiTestSupport
import Testing

@testable @_spi(Measuring) import Fagui

@Suite struct PromiseTests {
    @Test func anySubstringFindsItsPassageAndIsShown() async throws {
        let folder = TemporaryFolder()
        let library = try await Library.create(at: folder.path)
        // Scripts and marks that texts of law hardly have.
        try await library.add(
            id: "odd", title: "奇",
            text:
                "é café 한국어 カタカナ ガ ﷺ ½ ㎏ 𠀀𠀁 👨‍👩‍👧 x²+y² PD1728_A_1 GB/T 19001—2016 第三十二条 一百万元 ①② Ａ１ 中\u{FE0F}文 ﬁn\n\n“质量”。(安全)"
        )
        try await library.commit()
        _ = try await library.index(paths: [Self.samples])
        for seed in RandomTests.seeds(1) {
            let found = try PromiseMeasurement(library, draws: 300 * RandomTests.scale, wordsOf: 20, seed: seed)
            #expect(found.lost.isEmpty, "seed \(seed)")
            #expect(found.wrong.isEmpty, "seed \(seed)")
        }
    }

    private static let samples = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" } + "/corpus"
}

import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct MetadataOrderTests {
    private typealias Field = SourceText.Field

    @Test func theStrongerComesFirstAndAllStay() {
        let fields = [
            Field(key: "level", value: "法律", origin: .inferred), Field(key: "level", value: "行政法规", origin: .database),
            Field(key: "number", value: "1号"), Field(key: "level", value: "法律", origin: .database),
        ]
        #expect(
            MetadataOrder.arranged(fields) == [
                Field(key: "number", value: "1号"), Field(key: "level", value: "行政法规", origin: .database),
                Field(key: "level", value: "法律", origin: .database),
            ])
    }

    @Test func anAmendedWordingIsInForceSinceItsAmendment() {
        let version = Field(key: "version", value: "2018-12-29", origin: .inferred)
        let first = Field(key: "effective", value: "1993-09-01")
        let database = Field(key: "effective", value: "2019-01-01", origin: .database)
        let inferred = Field(key: "effective", value: "2018-12-29", origin: .inferred)
        func preferred(_ fields: [Field]) -> String? {
            MetadataOrder.arranged(fields).first { $0.key == "effective" }?.value
        }
        #expect(preferred([version, first]) == "1993-09-01")
        #expect(preferred([version, first, inferred]) == "2018-12-29")
        #expect(preferred([version, first, inferred, database]) == "2019-01-01")
        #expect(preferred([version, Field(key: "effective", value: "2019-07-01"), database]) == "2019-07-01")
        #expect(preferred([first, database]) == "1993-09-01")
    }

    @Test(arguments: RandomTests.seeds(50))
    func nothingIsLost(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let fields = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
            Field(
                key: ["effective", "version", "issued"].randomElement(using: &random)!,
                value: ["2001-01-01", "2002-01-01", "2003", "近日"].randomElement(using: &random)!,
                origin: [.stated, .database, .inferred].randomElement(using: &random)!)
        }
        let arranged = MetadataOrder.arranged(fields)
        #expect(Set(arranged.map { [$0.key, $0.value] }) == Set(fields.map { [$0.key, $0.value] }))
        #expect(MetadataOrder.arranged(arranged) == arranged)
        for field in arranged {
            let strongest = fields.filter { $0.key == field.key && $0.value == field.value }.map(\.origin.rawValue)
                .min()
            #expect(field.origin.rawValue == strongest)
        }
    }
}

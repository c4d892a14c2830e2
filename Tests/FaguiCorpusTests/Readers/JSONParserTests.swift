import FaguiTestSupport
import Testing

@testable import FaguiCorpus

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue { try withBytes(text) { try JSONParser.parse($0) } }

    private func fault(_ text: String) -> JSONError? {
        do {
            _ = try parse(text)
            return nil
        } catch {
            return error as? JSONError
        }
    }

    @Test func allKindsOfValuesAreRead() throws {
        let value = try parse(#" { "a" : [ 1 , -2.5e+3, true, false, null, "质量" ], "b" : { } } "#)
        let items: [JSONValue] = [
            .number(Array("1".utf8)), .number(Array("-2.5e+3".utf8)), .bool(true), .bool(false), .null,
            .string(Array("质量".utf8)),
        ]
        #expect(
            value == .object([JSONMember(name: "a", value: .array(items)), JSONMember(name: "b", value: .object([]))]))
    }

    @Test func escapesAreUndone() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t""#).text == "\"\\/\u{08}\u{0C}\n\r\t")
        #expect(try parse(#""\u8D28\u91cf \ud83d\uDE00""#).text == "质量 😀")
    }

    @Test(arguments: [
        (#"{"a":1"#, 6), (#"{"a" 1}"#, 5), (#"{a:1}"#, 1), ("[1,]", 3), ("01", 1), ("-", 1), ("1.", 2), ("1e", 2),
        ("tru", 0), ("", 0), (#""abc"#, 4), (#""\x""#, 1), (#""\u12G4""#, 1), (#""\ud800""#, 7), ("[1] 2", 4),
        ("\"a\u{01}\"", 2), (#"{"a":1,}"#, 7), ("nul", 0), ("+1", 0), (".5", 0),
    ])
    func whatIsNoJSONIsRefusedAtItsByte(text: String, offset: Int) {
        #expect(fault(text)?.byteOffset == offset, "\(text)")
    }

    @Test func depthIsLimited() {
        #expect(fault(String(repeating: "[", count: 1_000_000))?.reason.contains("nested") == true)
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(fault(deep) == nil)
    }

    @Test func anyBytesAreReadOrRefused() {
        for seed in RandomTests.seeds(20) {
            print("seed \(seed)")
            var generator = SeededGenerator(seed: seed)
            let alphabet = Array(#"{}[]",:\u0041dD8 ntrue-1.eE"#.utf8)
            for _ in 0..<2000 {
                let length = Int.random(in: 0...24, using: &generator)
                let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
                if let fault = fault(String(decoding: bytes, as: UTF8.self)) {
                    #expect((0...bytes.count).contains(fault.byteOffset), "seed \(seed)")
                }
            }
        }
    }
}

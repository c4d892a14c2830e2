import Fagui
import FaguiTestSupport
import Foundation
import Testing

@testable import fagui

@Suite struct JSONWriterTests {
    @Test func writesNestedValuesWithCommasBetween() {
        var json = JSONWriter()
        json.object { json in
            json.member("a", 1)
            json.key("b")
            json.array([true, false]) { $0.value($1) }
            json.key("c")
            json.object { _ in }
            json.member("d", 2..<5)
            json.member("e", ["x"])
        }
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":1,"b":[true,false],"c":{},"d":[2,5],"e":["x"]}"#)
    }

    @Test func escapesWhatJSONRequiresAndNothingElse() {
        var json = JSONWriter()
        json.value("\"\\\n\r\t\u{1}\u{1F}\u{7F}/质量\u{2028}😀")
        let expected = #""\"\\\n\r\t\u0001\u001f"# + "\u{7F}/质量\u{2028}😀\""
        #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
    }

    @Test func readsBackAnyText() throws {
        for seed in RandomTests.seeds(20) {
            print("seed \(seed)")
            var generator = SeededGenerator(seed: seed)
            let scalars = (0..<200).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(in: 0..<(Bool.random(using: &generator) ? 0x100 : 0x11_0000), using: &generator))
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            var json = JSONWriter()
            json.array([String(view)]) { $0.value($1) }
            let parsed = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String]
            let read = try #require(parsed?.first)
            #expect(Array(read.unicodeScalars) == scalars, "seed \(seed)")
        }
    }

    @Test(arguments: [0, -0.5, 1.4351827, 1e-20, 3e30, Float.leastNonzeroMagnitude, .greatestFiniteMagnitude])
    func readsBackFloats(value: Float) throws {
        var json = JSONWriter()
        json.array([value]) { $0.value($1) }
        let parsed = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [Double]
        #expect(parsed.map { $0.map { Float($0) } } == [value])
    }

    @Test func writesNullForWhatIsNoNumber() {
        var json = JSONWriter()
        json.array([Float.nan, .infinity]) { $0.value($1) }
        #expect(String(decoding: json.bytes, as: UTF8.self) == "[null,null]")
    }
}

import ArgumentParser
@_spi(Measuring) import Fagui
import Foundation

/// Analyses 10 MB of texts that are made to be slow, beside as much law text.
struct MeasureLinearity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "linearity", abstract: "Analyses texts that are made to be slow, beside as much law text.")

    @Argument(help: "The folder of texts.", completion: .directory)
    var folder = "../shared/corpus/laws"

    @Option(help: "Megabytes of each.")
    var size = 10

    func run() throws {
        let length = size * 1_000_000
        let law = lawText(length)
        guard law.count == length else { throw ValidationError("There is less than \(size) MB of text in \(folder).") }
        let ideographs = String(decoding: law, as: UTF8.self).unicodeScalars.filter { 0x4E00...0x9FFF ~= $0.value }
        let han = Array(String(String.UnicodeScalarView(ideographs)).utf8)
        var random = SystemRandomNumberGenerator()
        var planes = String.UnicodeScalarView()
        for _ in 0..<length / 4 {
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<0x110000, using: &random)) { planes.append(scalar) }
        }
        let texts: [(String, [UInt8])] = [
            ("law text", law), ("unbroken Han", repeating(han, length)),
            ("one character", repeating(Array("质".utf8), length)),
            ("one Latin word", repeating(Array("a".utf8), length)),
            ("random planes", repeating(Array(String(planes).utf8), length)),
        ]
        var base = 0.0
        for (name, text) in texts {
            let seconds = try AnalysisMeasurement.seconds(of: text, rounds: 3)
            let perByte = seconds / Double(text.count)
            if base == 0 { base = perByte }
            print("\(name): \(rounded(1e-6 / perByte)) MB/s, \(rounded(perByte / base)) × law text's time")
        }
    }

    private func lawText(_ length: Int) -> [UInt8] {
        var text: [UInt8] = []
        for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }).sorted() ?? []
        where name.hasSuffix(".md") && text.count < length {
            text += FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
        }
        return Array(text.prefix(length))
    }

    private func repeating(_ piece: [UInt8], _ length: Int) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(length + piece.count)
        while text.count < length { text += piece }
        return text
    }
}

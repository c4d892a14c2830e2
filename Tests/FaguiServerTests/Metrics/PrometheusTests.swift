import CoreMetrics
import Fagui
import FaguiTestSupport
import Testing

@testable import FaguiServer

/// What is measured, read back by a parser of the text format.
@Suite struct PrometheusTests {
    /// A line of the format, and what its family says.
    struct Sample: Equatable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    private struct Malformed: Error { var line: String }

    /// Reads the text format 0.0.4, strictly.
    static func parse(_ text: String) throws -> (samples: [Sample], types: [String: String], helps: [String: String]) {
        var samples: [Sample] = []
        var types: [String: String] = [:]
        var helps: [String: String] = [:]
        try #require(text.isEmpty || text.last == "\n")
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3)
            if line.hasPrefix("#") {
                try #require(words.count == 4)
                let name = String(words[2])
                if words[1] == "TYPE" {
                    try #require(types[name] == nil && ["counter", "gauge", "histogram"].contains(words[3]))
                    types[name] = String(words[3])
                } else {
                    try #require(words[1] == "HELP" && helps[name] == nil && types[name] == nil)
                    helps[name] = String(words[3])
                }
                continue
            }
            let name = line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
            try #require(name.first.map { !$0.isNumber } ?? false, "\(line)")
            var rest = line[name.endIndex...]
            var labels: [String: String] = [:]
            if rest.first == "{" {
                rest = rest.dropFirst()
                while rest.first != "}" {
                    guard let equals = rest.firstIndex(of: "=") else { throw Malformed(line: String(line)) }
                    let label = String(rest[..<equals])
                    rest = rest[equals...].dropFirst()
                    try #require(rest.first == "\"", "\(line)")
                    rest = rest.dropFirst()
                    var value = ""
                    while let next = rest.popFirst(), next != "\"" {
                        guard next == "\\" else {
                            value.append(next)
                            continue
                        }
                        guard let escaped = rest.popFirst(),
                            let meant = ["\\": "\\", "n": "\n", "\"": "\""][escaped] as Character?
                        else { throw Malformed(line: String(line)) }
                        value.append(meant)
                    }
                    try #require(labels.updateValue(value, forKey: label) == nil)
                    if rest.first == "," { rest = rest.dropFirst() }
                }
                rest = rest.dropFirst()
            }
            try #require(rest.first == " ", "\(line)")
            let number = rest.dropFirst()
            let value = number == "+Inf" ? Double.infinity : try #require(Double(number), "\(line)")
            samples.append(Sample(name: String(name), labels: labels, value: value))
            let family = types.keys.contains { type in
                ["", "_bucket", "_sum", "_count"].contains { type + $0 == name }
            }
            try #require(family, "\(line) has no type")
        }
        return (samples, types, helps)
    }

    @Test func whatWasRecordedIsRead() throws {
        let factory = PrometheusFactory(helps: ["requests": "All of\nthem \\ \"quoted\"."])
        let nasty = "a\"b\\c\nd,e}=质量"
        let counter = Counter(label: "requests", dimensions: [("who", nasty), ("a", "1")], factory: factory)
        counter.increment(by: 3)
        Counter(label: "requests", dimensions: [("a", "1"), ("who", nasty)], factory: factory).increment()
        Counter(label: "requests", dimensions: [], factory: factory).increment()
        Gauge(label: "depth.of-it", dimensions: [], factory: factory).record(2.5)
        let meter = Meter(label: "level", dimensions: [], factory: factory)
        meter.set(5)
        meter.decrement(by: 7)
        let timer = CoreMetrics.Timer(label: "seconds", dimensions: [("op", "x")], factory: factory)
        for milliseconds in [1, 1, 3, 70, 100_000] as [Int64] { timer.recordMilliseconds(milliseconds) }

        let (samples, types, helps) = try Self.parse(factory.text())
        func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
            let found = samples.filter { $0.name == name && $0.labels == labels }
            return found.count == 1 ? found[0].value : nil
        }
        #expect(value("requests", ["who": nasty, "a": "1"]) == 4)
        #expect(value("requests") == 1)
        #expect(value("depth_of_it") == 2.5)
        #expect(value("level") == -2)
        #expect(types == ["requests": "counter", "depth_of_it": "gauge", "level": "gauge", "seconds": "histogram"])
        #expect(helps["requests"] == "All of\\nthem \\\\ \"quoted\".")
        for (bound, count) in [
            ("0.0005", 0), ("0.001", 2), ("0.0025", 2), ("0.005", 3), ("0.1", 4), ("5", 4), ("+Inf", 5),
        ] {
            #expect(value("seconds_bucket", ["op": "x", "le": bound]) == Double(count), "\(bound)")
        }
        #expect(value("seconds_count", ["op": "x"]) == 5)
        #expect(value("seconds_sum", ["op": "x"]) == 100.075)
    }

    @Test func aNameHasOneType() throws {
        let factory = PrometheusFactory(helps: [:])
        Counter(label: "a", dimensions: [], factory: factory).increment()
        Gauge(label: "a", dimensions: [], factory: factory).record(7)
        #expect(try Self.parse(factory.text()).samples == [Sample(name: "a", labels: [:], value: 1)])
    }

    @Test func countsFromManyThreadsAddUp() async throws {
        let factory = PrometheusFactory(helps: [:])
        let counter = Counter(label: "a", dimensions: [], factory: factory)
        let meter = Meter(label: "b", dimensions: [], factory: factory)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        counter.increment()
                        meter.increment(by: 0.5)
                    }
                }
            }
        }
        let samples = try Self.parse(factory.text()).samples
        #expect(samples.map(\.value) == [8000, 4000])
    }
}

extension LiveTests {
    @Suite struct ServedMetricsTests {
        @Test func theServerCountsWhatItAnswers() async throws {
            try await TestServer.with { server async throws in
                for target in ["/v1/count?q=a", "/v1/count?q=b", "/v1/count", "/v1/passages/none", "/nothing"] {
                    _ = try await server.get(target)
                }
                let answer = try await server.get("/metrics")
                #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
                let (samples, types, helps) = try PrometheusTests.parse(answer.text)
                func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
                    samples.first { $0.name == name && $0.labels == labels }?.value
                }
                #expect(value("fagui_requests_total", ["operation": "count", "status": "200"]) == 2)
                #expect(value("fagui_requests_total", ["operation": "count", "status": "400"]) == 1)
                #expect(value("fagui_requests_total", ["operation": "show", "status": "404"]) == 1)
                #expect(value("fagui_requests_total", ["operation": "page", "status": "404"]) == 1)
                #expect(value("fagui_request_seconds_count", ["operation": "count"]) == 3)
                #expect(value("fagui_requests_in_flight") == 1)
                #expect(value("fagui_connections").map { $0 >= 1 } == true)
                #expect(value("fagui_snapshot") == Double(server.context.library.generation))
                #expect(value("fagui_resident_bytes").map { $0 > 1_000_000 } == true)
                #expect(Set(types.keys) == Set(helps.keys))
            }
        }
    }
}

internal import CoreMetrics
internal import Synchronization

/// Keeps what is measured, and writes it in the text format 0.0.4 of Prometheus.
///
/// The lock is taken where a series is made and where all are written; recording takes none.
final class PrometheusFactory: MetricsFactory {
    private enum Series {
        case count(CountSeries)
        case gauge(GaugeSeries)
        case time(TimeSeries)

        var type: String {
            switch self {
            case .count: "counter"
            case .gauge: "gauge"
            case .time: "histogram"
            }
        }
    }

    /// Series of one name by their labels, which are written already.
    private struct Family {
        var type: String
        var series: [String: Series] = [:]
    }

    /// What is said of a metric, by its name.
    private let helps: [String: String]
    private let families = Mutex<[String: Family]>([:])

    /// - Parameter helps: A sentence for each metric, by its name.
    init(helps: [String: String]) {
        self.helps = helps
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        if case .count(let series) = series(label, dimensions, { .count(CountSeries()) }) { return series }
        return CountSeries()
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        if case .gauge(let series) = series(label, dimensions, { .gauge(GaugeSeries()) }) { return series }
        return GaugeSeries()
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if case .gauge(let series) = series(label, dimensions, { .gauge(GaugeSeries()) }) { return series }
        return GaugeSeries()
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        if case .time(let series) = series(label, dimensions, { .time(TimeSeries()) }) { return series }
        return TimeSeries()
    }

    // Series stay: a counter that went away and came back would seem to have run backwards.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// The series of a name and labels, made where there is none. One whose name belongs to another type is not kept: then
    /// what is recorded is not shown, since a name has one type.
    private func series(_ label: String, _ dimensions: [(String, String)], _ make: () -> Series) -> Series {
        let name = Self.name(label)
        let labels = Self.labels(dimensions)
        let new = make()
        return families.withLock { families in
            var family = families[name] ?? Family(type: new.type)
            guard family.type == new.type else { return new }
            if let known = family.series[labels] { return known }
            family.series[labels] = new
            families[name] = family
            return new
        }
    }

    /// Writes all, in the order of names.
    func text() -> String {
        let all = families.withLock { $0 }
        var text = ""
        for (name, family) in all.sorted(by: { $0.key < $1.key }) {
            text += "# HELP \(name) \(Self.escaped(helps[name] ?? name, quotes: false))\n"
            text += "# TYPE \(name) \(family.type)\n"
            for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
                func line(_ suffix: String, _ labels: String, _ value: some CustomStringConvertible) {
                    text += "\(name)\(suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(value)\n"
                }
                switch series {
                case .count(let count): line("", labels, count.value)
                case .gauge(let gauge): line("", labels, Self.number(gauge.value))
                case .time(let time):
                    let (cumulative, sum) = time.value
                    let prefix = labels.isEmpty ? "" : labels + ","
                    for (bound, count) in zip(TimeSeries.bounds, cumulative) {
                        line("_bucket", "\(prefix)le=\"\(Self.number(Double(bound) / 1e9))\"", count)
                    }
                    line("_bucket", "\(prefix)le=\"+Inf\"", cumulative.last ?? 0)
                    line("_sum", labels, Self.number(Double(sum) / 1e9))
                    line("_count", labels, cumulative.last ?? 0)
                }
            }
        }
        return text
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : value.description
    }

    /// A name of the characters that names have.
    private static func name(_ label: String) -> String {
        var name = ""
        for scalar in label.unicodeScalars {
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            name.unicodeScalars.append(isPlain || scalar == ":" ? scalar : "_")
        }
        return name.first?.isNumber ?? true ? "_" + name : name
    }

    private static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.sorted { $0.0 < $1.0 }
            .map { "\(name($0.0))=\"\(escaped($0.1, quotes: true))\"" }
            .joined(separator: ",")
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

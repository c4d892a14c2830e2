internal import CYAML

/// The events of a YAML text, one after another: libyaml's, as far as front matter needs them.
struct YAMLEvents: ~Copyable {
    /// What comes next.
    enum Event: Equatable {
        case scalar(String)
        case mappingStart, mappingEnd
        case sequenceStart, sequenceEnd
        /// Marks of documents and streams, and references to anchors, which front matter has no use for.
        case other
        case end
    }

    /// The text is no YAML.
    struct Fault: Error {
        /// libyaml's words.
        var problem: String
        /// The line, from 1.
        var line: Int
    }

    // On the heap: libyaml keeps pointers into both.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    /// Begins to parse a text.
    init(_ yaml: String) {
        let bytes = Array(yaml.utf8)
        text = .allocate(capacity: bytes.count)
        _ = text.initialize(from: bytes)
        parser = .allocate(capacity: 1)
        yaml_parser_initialize(parser)
        yaml_parser_set_input_string(parser, text.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    /// The next event; after `end` there is none.
    mutating func next() throws(Fault) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it does not parse"
            throw Fault(problem: problem, line: Int(parser.pointee.problem_mark.line) + 1)
        }
        defer { yaml_event_delete(&event) }
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            return .scalar(
                String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self))
        case YAML_MAPPING_START_EVENT: return .mappingStart
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_SEQUENCE_START_EVENT: return .sequenceStart
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_STREAM_END_EVENT: return .end
        default: return .other
        }
    }
}

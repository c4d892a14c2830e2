internal import Fagui
internal import HTTPTypes

/// A path of the API with what it answers.
struct Endpoint: Sendable {
    /// What is done.
    enum Work: Sendable {
        /// An operation, from the newest commit.
        case operation(Operation)
        /// A text is put in or removed.
        case text
        /// The process is there.
        case health
        /// The index can be searched.
        case readiness
        /// Figures for operators.
        case metrics
        /// The description of the API.
        case description
    }

    /// As the OpenAPI document writes it: `/v1/laws/{law}/history`.
    let template: String
    let methods: [HTTPRequest.Method]
    let work: Work
    /// Whether an answer may show what the client sent, such as a document: that is not compressed, since lengths of
    /// compressed bytes tell of contents.
    var echoesDocuments = false
    /// A number of its own, for metrics.
    var number = 0

    init(_ template: String, _ methods: [HTTPRequest.Method], _ work: Work, echoesDocuments: Bool = false) {
        self.template = template
        self.methods = methods
        self.work = work
        self.echoesDocuments = echoesDocuments
    }

    /// How metrics call it.
    var name: String {
        switch work {
        case .operation(let operation): operation.name
        case .text: "text"
        case .health: "healthz"
        case .readiness: "readyz"
        case .metrics: "metrics"
        case .description: "openapi"
        }
    }

    /// Names of the parameters that stand in the path, in order.
    var pathParameters: [String] {
        template.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The methods that it answers, with those that all have, for the header Allow.
    var allowed: String {
        var names = methods.map(\.rawValue)
        if methods.contains(.get) { names.insert("HEAD", at: 1) }
        return (names + ["OPTIONS"]).joined(separator: ", ")
    }
}

/// A path that was found among the endpoints.
struct EndpointMatch {
    let endpoint: Endpoint
    /// What stands in the path, decoded.
    var members: [JSONFields.Member] = []
}

internal import Fagui
internal import HTTPTypes

/// The description of the API in OpenAPI 3.1, made of the endpoints and of the operations' parameters, so that it cannot
/// say anything else than what is checked.
struct OpenAPIDocument {
    /// The document.
    let json: [UInt8]

    /// - Parameter limits: What the numbers may be.
    init(_ limits: ServerLimits) {
        var json = JSONWriter()
        json.object { json in
            json.member("openapi", "3.1.0")
            json.key("info")
            json.object { json in
                json.member("title", "Fagui")
                json.member("summary", "Search in regulatory texts, and what laws say, cite and once said.")
                json.member("version", "1")
            }
            json.key("paths")
            json.object { json in
                for endpoint in Endpoint.all {
                    json.key(endpoint.template)
                    json.object { json in
                        for method in endpoint.methods {
                            json.key(method.rawValue.lowercased())
                            Self.write(&json, endpoint, method, limits)
                        }
                    }
                }
            }
            json.key("components")
            json.object { json in
                json.key("securitySchemes")
                json.object { json in
                    json.key("key")
                    json.object { json in
                        json.member("type", "http")
                        json.member("scheme", "bearer")
                        json.member("description", "A key of the server's file; not needed where the server has none.")
                    }
                }
                json.key("schemas")
                json.object { json in
                    for (name, schema) in AnswerSchemas.all {
                        json.key(name)
                        schema.write(&json)
                    }
                }
            }
        }
        self.json = json.bytes
    }

    private static func write(
        _ json: inout JSONWriter, _ endpoint: Endpoint, _ method: HTTPRequest.Method, _ limits: ServerLimits
    ) {
        json.object { json in
            json.member(
                "operationId", method == .get ? endpoint.name : "\(endpoint.name)_\(method.rawValue.lowercased())")
            json.member("summary", summary(endpoint, method))
            switch endpoint.work {
            case .health, .readiness: break
            default:
                // Reading without a key is fine where the server has none.
                json.key("security")
                let write = if case .text = endpoint.work { true } else { false }
                json.array(write ? [true] : [true, false]) { json, needsKey in
                    json.object { if needsKey { $0.key("key"); $0.array([String]()) { $0.value($1) } } }
                }
            }
            let parameters = parameters(of: endpoint)
            let inPath = Set(endpoint.pathParameters)
            let shown = parameters.filter { inPath.contains($0.name) || method == .get }
            if !shown.isEmpty {
                json.key("parameters")
                json.array(shown) { json, parameter in
                    write(&json, parameter, isInPath: inPath.contains(parameter.name), limits)
                }
            }
            if method == .post || method == .put {
                writeBody(&json, endpoint, parameters.filter { !inPath.contains($0.name) }, limits)
            }
            json.key("responses")
            json.object { writeResponses(&$0, endpoint, method) }
        }
    }

    private static func summary(_ endpoint: Endpoint, _ method: HTTPRequest.Method) -> String {
        switch endpoint.work {
        case .operation(let operation): operation.summary
        case .text: method == .put ? "Put a text into the index, or another in its place." : "Remove a text."
        case .health: "Tell whether the process is there."
        case .readiness: "Tell whether the index can be searched."
        case .metrics: "Figures for operators, as Prometheus reads them."
        case .description: "This document."
        }
    }

    private static func parameters(of endpoint: Endpoint) -> [Parameter] {
        switch endpoint.work {
        case .operation(let operation): operation.parameters
        case .text:
            [Parameter("id", .text, isRequired: true, byteLimit: EndpointAnswers.idLimit, "The text's id.")]
                + EndpointAnswers.textParameters
        default: []
        }
    }

    private static func write(
        _ json: inout JSONWriter, _ parameter: Parameter, isInPath: Bool, _ limits: ServerLimits
    ) {
        json.object { json in
            json.member("name", parameter.name)
            json.member("in", isInPath ? "path" : "query")
            json.member("required", isInPath || parameter.isRequired)
            json.member("description", summary(parameter))
            if case .choices = parameter.kind {
                json.member("style", "form")
                json.member("explode", false)
            }
            json.key("schema")
            if parameter.kind == .flag {
                writeFlagOfURL(&json)
            } else {
                writeSchema(&json, parameter, isInBody: false, limits)
            }
        }
    }

    /// A flag may also be a digit, or stand without a value.
    private static func writeFlagOfURL(_ json: inout JSONWriter) {
        json.object { json in
            json.key("anyOf")
            json.array([true, false]) { json, isBoolean in
                json.object { json in
                    if isBoolean { json.member("type", "boolean") } else { json.member("enum", ["1", "0", ""]) }
                }
            }
        }
    }

    private static func summary(_ parameter: Parameter) -> String {
        parameter.alias.map { "\(parameter.summary) Also called \($0)." } ?? parameter.summary
    }

    /// Writes the schema of a parameter; in a body `null` is taken for one that is not given.
    private static func writeSchema(
        _ json: inout JSONWriter, _ parameter: Parameter, isInBody: Bool, _ limits: ServerLimits
    ) {
        guard !isInBody || parameter.isRequired else {
            writeOrNull(&json) { writeSchema(&$0, parameter, isInBody: false, limits) }
            return
        }
        func text(_ json: inout JSONWriter) {
            json.member("type", "string")
            if parameter.isRequired { json.member("minLength", 1) }
        }
        json.object { json in
            switch parameter.kind {
            case .text:
                let limit = parameter.byteLimit ?? limits.queryBytes
                text(&json)
                // Characters, of which each has a byte at least: what is longer never passes.
                json.member("maxLength", limit)
                json.member("description", "At most \(limit) bytes of UTF-8.")
            case .longText:
                text(&json)
                json.member("description", "The body has at most \(limits.bodyBytes) bytes in all.")
            case .count(let limit): writeRange(&json, 0...limits[keyPath: limit])
            case .number(let range): writeRange(&json, range)
            case .flag: json.member("type", "boolean")
            case .choice(let words):
                json.member("type", "string")
                json.member("enum", words)
            case .choices(let words):
                json.member("type", "array")
                json.key("items")
                Schema.words(words).write(&json)
            case .day:
                json.member("type", "string")
                json.member("format", "date")
            }
        }
    }

    private static func writeOrNull(_ json: inout JSONWriter, _ schema: (inout JSONWriter) -> Void) {
        json.object { json in
            json.key("anyOf")
            json.array([true, false]) { json, isNull in
                if isNull { json.object { $0.member("type", "null") } } else { schema(&json) }
            }
        }
    }

    private static func writeRange(_ json: inout JSONWriter, _ range: ClosedRange<Int>) {
        json.member("type", "integer")
        json.member("minimum", range.lowerBound)
        json.member("maximum", range.upperBound)
    }

    private static func writeBody(
        _ json: inout JSONWriter, _ endpoint: Endpoint, _ parameters: [Parameter], _ limits: ServerLimits
    ) {
        json.key("requestBody")
        json.object { json in
            json.member("required", true)
            writeContent(&json) { json in
                json.object { json in
                    json.member("type", "object")
                    json.member("additionalProperties", false)
                    let required = parameters.filter(\.isRequired).map(\.name)
                    if !required.isEmpty { json.member("required", required) }
                    json.key("properties")
                    json.object { json in
                        for parameter in parameters {
                            json.key(parameter.name)
                            writeSchema(&json, parameter, isInBody: true, limits)
                        }
                        if case .text = endpoint.work {
                            json.key("metadata")
                            writeOrNull(&json) { Schema.map(.text).write(&$0) }
                        }
                    }
                }
            }
        }
    }

    private static func writeContent(
        _ json: inout JSONWriter, _ type: String = "application/json", _ schema: (inout JSONWriter) -> Void
    ) {
        json.key("content")
        json.object { json in
            json.key(type)
            json.object { json in
                json.key("schema")
                schema(&json)
            }
        }
    }

    private static func writeResponses(
        _ json: inout JSONWriter, _ endpoint: Endpoint, _ method: HTTPRequest.Method
    ) {
        func good(_ json: inout JSONWriter, _ status: Int, _ words: String, _ type: String, _ schema: Schema?) {
            json.key(String(status))
            json.object { json in
                json.member("description", words)
                if let schema { writeContent(&json, type) { schema.write(&$0) } }
            }
        }
        let jsonType = "application/json"
        var failures = [400, 401, 403, 405, 413, 414, 421, 429, 431, 500, 503]
        switch endpoint.work {
        case .operation(let operation):
            good(&json, 200, "The answer.", jsonType, AnswerSchemas.schema(of: operation))
            if method == .get { good(&json, 304, "The client has the answer.", jsonType, nil) }
            failures += [404, 410, 422]
        case .text where method == .put:
            good(&json, 200, "The text is there in place of another.", jsonType, .named("TextWritten"))
            good(&json, 201, "The text is there.", jsonType, .named("TextWritten"))
            failures += [409, 422]
        case .text:
            good(&json, 204, "The text is gone.", jsonType, nil)
            failures += [404]
        case .health, .readiness: good(&json, 200, "It is so.", "text/plain", .text)
        case .metrics: good(&json, 200, "The figures.", "text/plain", .text)
        case .description: good(&json, 200, "The document.", jsonType, .object([]))
        }
        if method == .post || method == .put { failures.append(415) }
        for status in failures.sorted() {
            json.key(String(status))
            json.object { json in
                json.member("description", failureWords[status] ?? "")
                writeContent(&json, "application/problem+json") { Schema.named("Problem").write(&$0) }
            }
        }
    }

    private static let failureWords = [
        400: "The request is wrong; parameter, or query and position, say where.", 401: "A key is needed.",
        403: "The key does not allow this.", 404: "What was asked for is not there; failures say what may be meant.",
        405: "The path does not take the method; the header Allow names those that it takes.",
        409: "Another text has the id.", 410: "The commit of the page before is gone.",
        413: "The body or a text is too large.", 414: "The address is too long.", 415: "The body is not JSON.",
        421: "The Host of the request is none of the server's names.", 422: "The text cannot be taken.",
        429: "Too many requests with this key.", 431: "The headers are too large.", 500: "Something went wrong.",
        503: "Too much to do, or another process writes the index.",
    ]
}

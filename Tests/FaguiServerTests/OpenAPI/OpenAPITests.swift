import FaguiTestSupport
import Foundation
import HTTPTypes
import Testing

@testable import FaguiServer

extension LiveTests {
    /// The OpenAPI document, held against what the server does.
    @Suite struct OpenAPITests {
        private typealias Object = [String: Any]

        private static let keys = "loader read,write fedcba9876543210"
        private static let key = ["Authorization": "Bearer fedcba9876543210"]
        /// What required parameters are given.
        private static let samples = [
            "query": "质量", "ref": "notice-1", "law": "产品质量条例", "article": "2", "text": "《产品质量条例》第二条", "old": "notice-1",
            "new": "notice-1", "typed": "chanpin", "id": "一/2 #.md",
        ]

        private static func sample(of parameter: String, in path: String) -> String? {
            path == "/v1/refs" ? "《产品质量条例》第二条" : samples[parameter]
        }

        private static func object(_ json: [UInt8]) throws -> Object {
            try #require(try JSONSerialization.jsonObject(with: Data(json)) as? Object)
        }

        /// Says where a value is not of its schema; nil where it is.
        private static func fault(_ value: Any, _ schema: Object, _ document: Object, at path: String = "$") -> String?
        {
            if let reference = schema["$ref"] as? String {
                let name = reference.split(separator: "/").last.map(String.init) ?? ""
                let schemas = (document["components"] as? Object)?["schemas"] as? Object
                guard let named = schemas?[name] as? Object else { return "\(path): no schema \(name)" }
                return fault(value, named, document, at: path)
            }
            if let words = schema["enum"] as? [String], let text = value as? String, !words.contains(text) {
                return "\(path): \(text) is none of \(words)"
            }
            switch schema["type"] as? String {
            case "object":
                guard let object = value as? Object else { return "\(path): no object" }
                let properties = schema["properties"] as? Object ?? [:]
                for name in schema["required"] as? [String] ?? [] where object[name] == nil {
                    return "\(path): no \(name)"
                }
                for (name, value) in object {
                    let own = properties[name] as? Object ?? schema["additionalProperties"] as? Object
                    guard let own else {
                        return schema["properties"] == nil ? nil : "\(path): \(name) is not described"
                    }
                    if let fault = fault(value, own, document, at: "\(path).\(name)") { return fault }
                }
                return nil
            case "array":
                guard let items = value as? [Any] else { return "\(path): no array" }
                let own = schema["items"] as? Object ?? [:]
                return items.enumerated().lazy.compactMap { fault($1, own, document, at: "\(path)[\($0)]") }.first
            case "string": return value is String ? nil : "\(path): no string"
            case "integer", "number": return value is NSNumber ? nil : "\(path): no number"
            case "boolean": return value is Bool ? nil : "\(path): no boolean"
            default: return "\(path): a schema without type"
            }
        }

        private static func encoded(_ text: String) -> String {
            text.utf8.map { byte in
                let isPlain =
                    byte < 0x80
                    && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
                return isPlain
                    ? String(Unicode.Scalar(byte)) : "%" + String(UInt16(byte) + 0x100, radix: 16).suffix(2)
            }.joined()
        }

        /// A value that a schema takes, as URLs have it.
        private static func sample(_ schema: Object) -> String {
            if let words = schema["enum"] as? [String] { return words[0] }
            if let first = (schema["anyOf"] as? [Object])?.first { return sample(first) }
            switch schema["type"] as? String {
            case "integer": return "\(schema["maximum"] as? Int ?? 1)"
            case "boolean": return "true"
            case "array": return (((schema["items"] as? Object)?["enum"] as? [String]) ?? []).joined(separator: ",")
            default: return schema["format"] as? String == "date" ? "2024-01-01" : "质量"
            }
        }

        @Test func everyOperationDoesWhatTheDocumentSays() async throws {
            try await TestServer.with({
                $0.keys = try? AccessKeys(Self.keys)
                $0.allowedHosts = ["fagui.example"]
            }) { server async throws in
                let document = try Self.object(try await server.get("/v1/openapi.json", Self.key).body)
                #expect(document["openapi"] as? String == "3.1.0")
                var asked = 0
                for (path, methods) in (try #require(document["paths"] as? Object)).sorted(by: { $0.key < $1.key }) {
                    // Deleting comes behind putting in.
                    for (method, operation) in (try #require(methods as? Object)).sorted(by: { $0.key > $1.key }) {
                        let operation = try #require(operation as? Object)
                        var target = path
                        var query: [String] = []
                        var optional: [(name: String, schema: Object)] = []
                        for parameter in operation["parameters"] as? [Object] ?? [] {
                            let name = try #require(parameter["name"] as? String)
                            if parameter["in"] as? String == "path" {
                                target = target.replacingOccurrences(
                                    of: "{\(name)}", with: Self.encoded(try #require(Self.samples[name])))
                            } else if parameter["required"] as? Bool == true {
                                query.append("\(name)=\(Self.encoded(try #require(Self.sample(of: name, in: path))))")
                            } else {
                                optional.append((name, try #require(parameter["schema"] as? Object)))
                            }
                        }
                        var body: String?
                        if let content = (operation["requestBody"] as? Object)?["content"] as? Object {
                            let schema = try #require((content["application/json"] as? Object)?["schema"] as? Object)
                            let required = schema["required"] as? [String] ?? []
                            body =
                                "{" + required.map { "\"\($0)\":\"\(Self.samples[$0] ?? "")\"" }.joined(separator: ",")
                                + "}"
                        }
                        let tries =
                            [query]
                            + optional.filter { $0.name != "after" }.map {
                                query + ["\($0.name)=\(Self.encoded(Self.sample($0.schema)))"]
                            }
                        for query in tries {
                            let full = query.isEmpty ? target : "\(target)?\(query.joined(separator: "&"))"
                            let answer = try await server.ask(method.uppercased(), full, Self.key, body: body)
                            try Self.check(answer, operation, document, "\(method) \(full)")
                            #expect(answer.status < 400, "\(method) \(full): \(answer.text)")
                            asked += 1
                        }
                        let refused = try await server.ask("PATCH", target, Self.key)
                        #expect(refused.status == 405, "\(target)")
                        try Self.check(refused, operation, document, "PATCH \(target)")
                        let misdirected = try await Self.ask("evil.example", method.uppercased(), target, server)
                        #expect(misdirected.status == 421, "\(method) \(target)")
                        try Self.check(misdirected, operation, document, "\(method) \(target)")
                        guard method == "get", path.hasPrefix("/v1/") else { continue }
                        for (headers, query, status) in [([:], query, 401), (Self.key, query + ["none=1"], 400)]
                        where !(path == "/v1/openapi.json" && status == 400) {
                            let full = query.isEmpty ? target : "\(target)?\(query.joined(separator: "&"))"
                            let answer = try await server.ask("GET", full, headers)
                            #expect(answer.status == status)
                            try Self.check(answer, operation, document, "\(method) \(full)")
                        }
                    }
                }
                #expect(asked > 50)
            }
        }

        /// Asks a server by another name than its own.
        private static func ask(
            _ host: String, _ method: String, _ target: String, _ server: TestServer
        ) async throws -> RawAnswer {
            try await server.talk { client throws in
                client.send("\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                return try client.answer()
            }
        }

        private static func check(_ answer: RawAnswer, _ operation: Object, _ document: Object, _ what: String) throws {
            let responses = try #require(operation["responses"] as? Object)
            guard let response = responses["\(answer.status)"] as? Object else {
                Issue.record("\(what): \(answer.status) is not described")
                return
            }
            guard let content = response["content"] as? Object else {
                #expect(answer.body.isEmpty, "\(what)")
                return
            }
            let type = answer.headers["content-type"]?.prefix { $0 != ";" } ?? ""
            let described = try #require(content[String(type)] as? Object, "\(what): \(type)")
            guard type.hasSuffix("json"), let schema = described["schema"] as? Object else { return }
            if what.hasSuffix("openapi.json") { return }
            let value = try JSONSerialization.jsonObject(with: Data(answer.body))
            let fault = fault(value, schema, document)
            #expect(fault == nil, "\(what)")
        }

        @Test func everyEndpointAndParameterIsInTheDocument() throws {
            let document = try Self.object(OpenAPIDocument(ServerLimits()).json)
            let paths = try #require(document["paths"] as? Object)
            #expect(Set(paths.keys) == Set(Endpoint.all.map(\.template)))
            var operations: Set<String> = []
            for endpoint in Endpoint.all {
                if case .operation(let operation) = endpoint.work { operations.insert(operation.name) }
                let methods = try #require(paths[endpoint.template] as? Object)
                #expect(Set(methods.keys) == Set(endpoint.methods.map { $0.rawValue.lowercased() }))
            }
            let put = try #require((paths["/v1/texts/{id}"] as? Object)?["put"] as? Object)
            #expect((put["responses"] as? Object)?["409"] != nil)
            let id = try #require((put["parameters"] as? [Object])?.first?["schema"] as? Object)
            #expect(id["maxLength"] as? Int == EndpointAnswers.idLimit)
            #expect(id["description"] as? String == "At most 1024 bytes of UTF-8.")
            // What answers `ping` over lines is /healthz here.
            #expect(operations.union(["ping"]) == Set(FaguiServer.Operation.all.map(\.name)))
        }
    }
}

internal import Fagui

// The shape of a failure; docs/json.md describes it and a test compares.
extension JSONWriter {
    mutating func write(_ failure: CommandFailure) {
        object { json in
            json.key("error")
            json.object { json in
                json.member("code", failure.code)
                json.member("message", failure.message)
                if !failure.advice.isEmpty { json.member("advice", failure.advice) }
                if let path = failure.path { json.member("path", path) }
                if let offset = failure.byteOffset { json.member("byte_offset", offset) }
                if let fault = failure.fault {
                    json.member("query", fault.query)
                    json.member("position", fault.position)
                    json.member("expected", fault.expected)
                }
            }
        }
    }
}

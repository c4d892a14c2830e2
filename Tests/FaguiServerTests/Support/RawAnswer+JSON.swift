import Fagui
import FaguiTestSupport

extension RawAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// A member of the JSON object.
    subscript(_ name: String) -> JSONFields.Value? {
        body.withUnsafeBytes { try? JSONFields($0) }?.members.first { $0.name == name }?.value
    }

    /// The code of a problem.
    var code: String? {
        if case .text(let code)? = self["code"] { code } else { nil }
    }

    /// The parameter that a problem names.
    var parameter: String? {
        if case .text(let name)? = self["parameter"] { name } else { nil }
    }
}

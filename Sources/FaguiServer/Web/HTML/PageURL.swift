/// An address of one of our pages. Nothing else can be linked to, so that no text of an index becomes an address.
struct PageURL: Equatable {
    /// The pages.
    enum Path: String {
        case search = "/"
        case passage = "/passage"
        case law = "/law"
        case laws = "/laws"
        case diff = "/diff"
        case citations = "/cite"
        case suggest = "/suggest.json"
        case signIn = "/signin"
        case signOut = "/signout"
        case style = "/assets/page.css"
        case script = "/assets/page.js"
        case icon = "/assets/icon.svg"

        /// Whether forms are sent to it by POST.
        var takesForms: Bool { self == .citations || self == .signIn || self == .signOut }
    }

    var path: Path?
    /// Names with values; those that are empty are left out.
    var parameters: [Parameter]
    /// The place on the page; empty for its beginning.
    var fragment: String

    /// A name with a value.
    struct Parameter: Equatable {
        var name: String
        var value: String
    }

    init(_ path: Path, _ parameters: KeyValuePairs<String, String> = [:], fragment: String = "") {
        self.path = path
        self.parameters = parameters.map { Parameter(name: $0.key, value: $0.value) }
        self.fragment = fragment
    }

    /// A place on the page that the link stands on.
    init(fragment: String) {
        path = nil
        parameters = []
        self.fragment = fragment
    }

    /// Reads what ``text`` wrote; nil for whatever leads to no page.
    init?(target: String) {
        let parts = target.split(separator: "?", maxSplits: 1)
        guard let first = parts.first, let path = Path(rawValue: String(first)),
            let fields = try? FormFields(parts.count > 1 ? Array(parts[1].utf8) : [])
        else { return nil }
        self.path = path
        parameters = fields.all.map { Parameter(name: $0.name, value: $0.value) }
        fragment = ""
    }

    /// As links have it.
    var text: String {
        var bytes = Array((path?.rawValue ?? "").utf8)
        var mark = UInt8(ascii: "?")
        for parameter in parameters where !parameter.value.isEmpty {
            bytes.append(mark)
            Self.append(parameter.name, to: &bytes)
            bytes.append(UInt8(ascii: "="))
            Self.append(parameter.value, to: &bytes)
            mark = UInt8(ascii: "&")
        }
        if !fragment.isEmpty {
            bytes.append(UInt8(ascii: "#"))
            Self.append(fragment, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same with a parameter of another value; empty removes it.
    func with(_ name: String, _ value: String) -> PageURL {
        var url = self
        url.parameters.removeAll { $0.name == name }
        url.parameters.append(Parameter(name: name, value: value))
        return url
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: ":"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(contentsOf: [hexadecimal(byte >> 4), hexadecimal(byte & 15)])
            }
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }
}

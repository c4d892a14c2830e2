internal import CICU

/// What all uses of ICU share.
enum ICU {
    /// The name of an error, as ICU's documentation lists it.
    static func name(of status: FaguiICUStatus) -> String {
        guard let name = fagui_u_error_name(status) else { return "error \(status.rawValue)" }
        return String(cString: name)
    }
}

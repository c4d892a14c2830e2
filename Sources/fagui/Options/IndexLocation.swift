internal import ArgumentParser

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which index a verb works on.
struct IndexLocation: ParsableArguments {
    @Option(
        name: .customLong("index"),
        help: ArgumentHelp("The folder of the index (default: FAGUI_INDEX, else ./index).", valueName: "dir"),
        completion: .directory)
    var folder: QueryText?

    /// The folder.
    var path: String { Self.path(option: folder?.text) }

    /// The folder, where the option has this value.
    static func path(option: String?) -> String {
        if let option { return option }
        if let value = getenv("FAGUI_INDEX"), value.pointee != 0 { return String(cString: value) }
        return "index"
    }

    /// Whether the command line names it.
    var isExplicit: Bool { folder != nil }

    func validate() throws {
        if folder?.text.isEmpty == true { throw ValidationError("--index needs the name of a folder.") }
    }
}

/// Whether a verb writes JSON.
struct JSONOption: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Write one JSON document (docs/json.md has its shape).")
    var isOn = false
}

/// Whether a verb writes colours.
struct ColorOption: ParsableArguments {
    @Option(
        name: .customLong("color"),
        help: ArgumentHelp("Colours: auto (on a terminal, unless NO_COLOR is set), always or never.", valueName: "when")
    )
    var mode = ColorMode.auto
}

extension ColorMode: ExpressibleByArgument {}

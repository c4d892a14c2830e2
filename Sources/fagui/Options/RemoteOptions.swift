internal import ArgumentParser

/// Which server answers instead of an index.
struct RemoteOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ask a server (fagui serve) instead of an index: http://host:port, https://host, unix:path or "
                + "line:host:port (default: FAGUI_SERVER).", valueName: "address"))
    var server: QueryText?

    @Option(
        help: ArgumentHelp(
            "The key to show the server; FAGUI_KEY keeps it out of the list of processes.", valueName: "key"))
    var key: QueryText?
}

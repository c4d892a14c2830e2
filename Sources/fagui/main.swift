#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

// A reader that goes away (`fagui search … | head`) shows as a failed write, which ends the process quietly.
signal(SIGPIPE, SIG_IGN)
let arguments = Array(CommandLine.arguments.dropFirst())
if let status = Program.runPlainSearch(arguments) { exit(status) }
exit(await Program.run(arguments))

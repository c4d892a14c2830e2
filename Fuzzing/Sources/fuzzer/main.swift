import CLibFuzzer
import Glibc

// fuzzer                              the names of all targets
// fuzzer TARGET --write-seeds DIR     the inputs to begin with that are made rather than kept
// fuzzer TARGET ...                   fuzzes, with libFuzzer's options and folders

/// The target that the process runs: libFuzzer's callback can carry nothing. Safe: it is set once, before the first call, and
/// libFuzzer calls from one thread.
nonisolated(unsafe) var chosen: FuzzTarget?

guard CommandLine.arguments.count > 1 else {
    for target in FuzzTarget.all { print(target.name) }
    exit(0)
}
guard let target = FuzzTarget.all.first(where: { $0.name == CommandLine.arguments[1] }) else {
    print("There is no target \(CommandLine.arguments[1]).")
    exit(2)
}
if CommandLine.arguments.count == 4, CommandLine.arguments[2] == "--write-seeds" {
    for (name, bytes) in try target.seeds() {
        guard let file = fopen("\(CommandLine.arguments[3])/seed-\(name)", "wb") else { exit(2) }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
    exit(0)
}
chosen = target
// Opens what the target needs, so that no input is charged with it.
_ = try? target.run(UnsafeRawBufferPointer(start: nil, count: 0))

var argumentCount = CommandLine.argc - 1
// The name of the program, then what is behind the target.
CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
exit(
    LLVMFuzzerRunDriver(&argumentCount, &arguments) { data, size in
        do {
            try chosen?.run(UnsafeRawBufferPointer(start: data, count: size))
        } catch {
            // A finding: libFuzzer keeps the input of a process that dies.
            fatalError("\(error)")
        }
        return 0
    })

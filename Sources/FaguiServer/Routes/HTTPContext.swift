internal import Hummingbird
internal import NIOCore

/// What goes with a request through the router of the pages.
struct HTTPContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The id that the answer and the log name.
    var requestID = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }
}

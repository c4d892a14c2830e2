internal import ServiceLifecycle

/// Answers lines.
struct LineServer: Service {
    let address: ServerConfiguration.Address
    let context: ServingContext

    func run() async throws {
        throw ServerError("Lines are not served yet.", advice: "Leave --line out.")
    }
}

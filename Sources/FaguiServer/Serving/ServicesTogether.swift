internal import ServiceLifecycle

/// Services that stop at the same time; a group stops one after the other, while the rest takes new requests.
struct ServicesTogether: Service {
    let services: [any Service]

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            // One that fails ends the others: to wait for all would be to wait for those that nothing else stops.
            for try await _ in group {}
        }
    }
}

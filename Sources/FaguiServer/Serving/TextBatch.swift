internal import Fagui

/// Changes that are made together: as few commits as their order allows.
struct TextBatch {
    private typealias Result = Swift.Result<TextWriter.Outcome, any Error>

    private let library: Library

    init(_ library: Library) {
        self.library = library
    }

    /// Makes changes, in order.
    ///
    /// - Parameter changes: What is wanted.
    /// - Returns: What became of each; one that fails takes no other with it.
    func apply(_ changes: [TextWriter.Change]) async -> [Swift.Result<TextWriter.Outcome, any Error>] {
        var results: [Result] = []
        while results.count < changes.count {
            let rest = changes[results.count...]
            let isPut = Self.isPut(changes[results.count])
            let run = Array(rest.prefix { Self.isPut($0) == isPut })
            let made = isPut ? await put(run) : await remove(run)
            results += made
            // Who holds the lock does so for all of them.
            if case .failure(let error as LibraryError)? = made.last, error.code == .locked {
                results += Array(repeating: .failure(error), count: changes.count - results.count)
            }
        }
        return results
    }

    private static func isPut(_ change: TextWriter.Change) -> Bool {
        if case .put = change { return true }
        return false
    }

    private func put(_ run: [TextWriter.Change]) async -> [Result] {
        do {
            var wasThere: [Bool] = []
            var ids: Set<[UInt8]> = []
            for change in run {
                guard case .put(let id, let title, let text, let metadata) = change else { continue }
                try await library.add(id: id, title: title, text: text, metadata: metadata)
                // Only now the lock is held, and what the newest commit has will not change.
                if wasThere.isEmpty { try await library.refresh() }
                let isNew = ids.insert(Array(id.utf8)).inserted
                wasThere.append(try !isNew || library.contains(id: id))
            }
            let snapshot = try await library.commit()
            return wasThere.map { .success(.init(wasThere: $0, snapshot: snapshot)) }
        } catch {
            // What was added is dropped.
            await library.close()
            if run.count == 1 || (error as? LibraryError)?.code == .locked { return run.map { _ in .failure(error) } }
        }
        var results: [Result] = []
        for change in run { results += await put([change]) }
        return results
    }

    private func remove(_ run: [TextWriter.Change]) async -> [Result] {
        do {
            try await library.refresh()
            let removed = Set(try await library.remove(ownIDs: run.map(\.id)).map { Array($0.utf8) })
            let snapshot = library.generation
            var seen: Set<[UInt8]> = []
            return run.map { change in
                let id = Array(change.id.utf8)
                let isFirst = seen.insert(id).inserted
                return .success(.init(wasThere: isFirst && removed.contains(id), snapshot: snapshot))
            }
        } catch {
            await library.close()
            return run.map { _ in .failure(error) }
        }
    }
}

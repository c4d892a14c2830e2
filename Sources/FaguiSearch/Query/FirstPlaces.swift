/// Where each of some keys was seen first: a search through a few, a dictionary of many.
struct FirstPlaces<Key: Hashable> {
    private var keys: [(key: Key, place: Int)] = []
    private var places: [Key: Int] = [:]
    private static var few: Int { 16 }

    /// The place of a key.
    subscript(key: Key) -> Int? {
        if keys.count <= Self.few {
            for known in keys where known.key == key { return known.place }
            return nil
        }
        return places[key]
    }

    /// Notes a key that has not been seen.
    mutating func add(_ key: Key, at place: Int) {
        keys.append((key, place))
        if keys.count == Self.few + 1 {
            for known in keys { places[known.key] = known.place }
        } else if keys.count > Self.few {
            places[key] = place
        }
    }
}

internal import FaguiCorpus

extension MetadataEntry {
    /// What a source states.
    init(_ field: SourceText.Field) {
        let origin: Origin =
            switch field.origin {
            case .stated: .stated
            case .database: .database
            case .inferred: .inferred
            }
        self.init(key: field.key, value: field.value, origin: origin)
    }

    /// The same as a source has it.
    var field: SourceText.Field {
        let origin: SourceText.Field.Origin =
            switch origin {
            case .stated: .stated
            case .database: .database
            case .inferred: .inferred
            }
        return SourceText.Field(key: key, value: value, origin: origin)
    }
}

extension MetadataEntry.Origin {
    /// As records have it.
    var number: Int {
        switch self {
        case .stated: 0
        case .database: 1
        case .inferred: 2
        }
    }

    init?(number: Int) {
        switch number {
        case 0: self = .stated
        case 1: self = .database
        case 2: self = .inferred
        default: return nil
        }
    }
}

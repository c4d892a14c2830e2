/// Reads `numbering.xml`.
final class WordNumberingHandler: MarkupHandler {
    private(set) var definitions: [String: WordNumbering.Definition] = [:]
    private(set) var instances: [String: WordNumbering.Instance] = [:]
    let isStopped = false

    private var definitionID: String?
    private var definition = WordNumbering.Definition()
    private var instanceID: String?
    private var instance = WordNumbering.Instance()
    private var overridden: Int?
    private var levelIndex: Int?
    private var level = WordNumbering.Level()

    func open(_ name: String, _ attributes: MarkupAttributes) {
        let value = attributes["val"]
        switch name {
        case "abstractNum":
            definitionID = attributes["abstractNumId"]
            definition = WordNumbering.Definition()
        case "numStyleLink": definition.styleLink = value
        case "num":
            instanceID = attributes["numId"]
            instance = WordNumbering.Instance()
        case "abstractNumId": instance.definition = value ?? ""
        case "lvlOverride": overridden = Self.index(attributes["ilvl"])
        case "startOverride":
            if let overridden, let start = value.flatMap({ Int($0) }) { instance.starts[overridden] = start }
        case "lvl":
            levelIndex = Self.index(attributes["ilvl"])
            level = WordNumbering.Level()
        case "start": level.start = value.flatMap { Int($0) } ?? 1
        case "numFmt": level.format = ListNumeral(wordFormat: value ?? "decimal")
        case "lvlText": level.text = value ?? ""
        case "isLgl": level.isLegal = value != "0" && value != "false"
        case "suff": level.isGlued = value == "nothing"
        case "lvlRestart": level.countsOn = value == "0"
        case "pStyle": level.style = value
        default: break
        }
    }

    func close(_ name: String) {
        switch name {
        case "lvl":
            guard let levelIndex else { return }
            if instanceID != nil { instance.levels[levelIndex] = level } else { definition.levels[levelIndex] = level }
            self.levelIndex = nil
        case "abstractNum":
            if let definitionID { definitions[definitionID] = definition }
            definitionID = nil
        case "num":
            if let instanceID { instances[instanceID] = instance }
            instanceID = nil
        case "lvlOverride": overridden = nil
        default: break
        }
    }

    func text(_ bytes: UTF8Bytes) {}

    private static func index(_ value: String?) -> Int? {
        guard let index = value.flatMap({ Int($0) }), 0..<9 ~= index else { return nil }
        return index
    }
}

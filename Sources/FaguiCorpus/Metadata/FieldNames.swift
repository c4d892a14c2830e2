/// The keys of metadata by the names that front matter, rows and tables give them.
enum FieldNames {
    /// Keys whose values are days.
    static let dates: Set<String> = ["issued", "published", "effective", "revised", "repealed", "version"]

    /// The usual key for a name; the name itself where it has none.
    static func key(_ name: String) -> String {
        let plain = name.lowercased()
        return keys[plain] ?? (known.contains(plain) ? plain : name)
    }

    /// A field under its usual key; a date as ISO 8601, a level by its usual name.
    static func field(_ name: String, _ value: String, origin: SourceText.Field.Origin = .stated) -> SourceText.Field {
        let key = key(name)
        var value = CalendarDate.parse(whole: value)?.iso8601 ?? value
        if key == "level", let level = LegalLevel(stated: value) { value = level.rawValue }
        return SourceText.Field(key: key, value: value, origin: origin)
    }

    private static let known: Set<String> = dates.union([
        "title", "short_title", "issuer", "number", "level", "status",
    ])

    private static let keys = [
        "标题": "title", "名称": "title", "法规名称": "title", "简称": "short_title", "short title": "short_title",
        "short-title": "short_title", "alias": "short_title", "date": "issued", "通过日期": "issued", "制定日期": "issued",
        "成文日期": "issued", "发文日期": "issued", "印发日期": "issued", "passed": "issued", "公布日期": "published",
        "发布日期": "published", "颁布日期": "published", "publish": "published", "施行日期": "effective",
        "生效日期": "effective", "实施日期": "effective", "valid_from": "effective", "修订日期": "revised",
        "修正日期": "revised", "修改日期": "revised", "amended": "revised", "废止日期": "repealed", "失效日期": "repealed",
        "expired_on": "repealed", "版本": "version", "版本日期": "version", "文号": "number", "发文字号": "number",
        "发文号": "number", "发布机关": "issuer", "制定机关": "issuer", "发文机关": "issuer", "发布部门": "issuer",
        "发布单位": "issuer", "制定单位": "issuer", "时效性": "status", "效力状态": "status", "状态": "status",
        "效力级别": "level", "效力位阶": "level", "法律效力位阶": "level",
    ]
}

// The shapes of what keeps an index whole: repairs, backups, upgrades; docs/json.md describes them and a test compares.
extension JSONWriter {
    package mutating func write(_ report: RepairReport) {
        object { json in
            json.member("was_sound", report.wasSound)
            json.member("whole", report.isWhole)
            json.member("findings", report.findings)
            json.member("kept", report.kept)
            json.member("restored", report.restored)
            json.member("reread", report.reread)
            json.member("missing", objects: report.missing) { json, text in json.members(of: text) }
            json.member("doubtful", objects: report.doubtful) { json, text in json.members(of: text) }
            json.member("returned", objects: report.returned) { json, text in json.members(of: text) }
            json.member("untold", objects: report.untold) { json, untold in
                json.member("segment", untold.segment)
                if let count = untold.count { json.member("count", count) }
            }
            json.member("removed_may_be_back", report.removedMayBeBack)
            json.member("lexicon_may_be_lost", report.lexiconMayBeLost)
            json.member("set_aside", report.setAside)
            json.member("snapshot", report.snapshot)
            json.member("took_us", report.tookMicroseconds)
        }
    }

    /// What is known of a lost text.
    mutating func members(of text: RepairReport.Text) {
        if let id = text.id { member("id", id) }
        if let path = text.path { member("path", path) }
        if let title = text.title { member("title", title) }
        member("segment", text.segment)
    }

    package mutating func write(_ report: BackupReport) {
        object { json in
            json.member("snapshot", report.snapshot)
            json.member("unchanged", report.isUnchanged)
            json.member("copied_files", report.copiedFiles)
            json.member("copied_bytes", report.copiedBytes)
            json.member("linked_files", report.linkedFiles)
            json.member("linked_bytes", report.linkedBytes)
            json.member("kept_files", report.keptFiles)
            json.member("kept_bytes", report.keptBytes)
            json.member("took_us", report.tookMicroseconds)
        }
    }

    package mutating func write(_ report: UpgradeReport) {
        object { json in
            json.member("up_to_date", report.wasUpToDate)
            json.member("rewritten_segments", report.rewrittenSegments)
            json.member("examined", report.examined)
            json.member("changed_texts", report.changedTexts)
            json.member("changed_passages", report.changedPassages)
            json.member("snapshot", report.snapshot)
            json.member("took_us", report.tookMicroseconds)
        }
    }
}

/// The list of texts that a repair leaves beside the files that it sets aside: one JSON object a line.
enum LostTextList {
    static func lines(of report: RepairReport) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ state: String, _ texts: [RepairReport.Text]) {
            for text in texts {
                var json = JSONWriter()
                json.object { json in
                    json.member("state", state)
                    json.members(of: text)
                }
                bytes += json.bytes + [UInt8(ascii: "\n")]
            }
        }
        append("missing", report.missing)
        append("doubtful", report.doubtful)
        append("returned", report.returned)
        for untold in report.untold {
            append("untold", [RepairReport.Text(segment: untold.segment)])
        }
        return bytes
    }
}

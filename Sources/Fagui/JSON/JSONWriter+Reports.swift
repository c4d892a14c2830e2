// The shapes of the verbs that do not search; docs/json.md describes them and a test compares.
extension JSONWriter {
    package mutating func write(_ report: IndexingReport) {
        object { json in
            json.member("added", report.added)
            json.member("updated", report.updated)
            json.member("unchanged", report.unchanged)
            json.member("removed", report.removed)
            json.member("passages", report.passages)
            json.member("source_bytes", report.sourceBytes)
            json.member("skipped", report.skipped)
            json.member("more_skipped", report.moreSkippedFiles + report.moreSkippedRows)
            json.member("warnings", report.warnings)
            json.member("more_warnings", report.moreWarnings)
            json.key("other_types")
            json.object { json in
                for (ending, count) in report.otherTypes.sorted(by: { $0.key < $1.key }) { json.member(ending, count) }
            }
            json.member("outdated_passages", report.outdatedPassages)
            json.member("snapshot", report.snapshot)
            json.member("took_us", report.tookMicroseconds)
        }
    }

    package mutating func write(_ check: AnalysisCheck) {
        object { json in
            json.member("passages", check.passages)
            json.member("terms", check.terms)
            json.member("substrings", check.substrings)
            json.member("fault_count", check.faultCount)
            json.member("faults", check.faults)
        }
    }

    package mutating func write(_ check: LexiconCheck) {
        object { json in
            json.member("entries", check.entries)
            json.member("findings", objects: check.findings) { json, finding in
                json.member("line", finding.line)
                json.member("word", finding.word)
                json.member("reason", finding.reason)
            }
        }
    }

    package mutating func write(_ report: ReanalysisReport) {
        object { json in
            json.member("examined", report.examined)
            json.member("changed_texts", report.changedTexts)
            json.member("changed_passages", report.changedPassages)
            json.member("snapshot", report.snapshot)
            json.member("took_us", report.tookMicroseconds)
        }
    }

    private mutating func member(_ name: String, _ problems: [IndexingReport.Problem]) {
        key(name)
        array(problems) { json, problem in
            json.object { json in
                json.member("path", problem.path)
                json.member("code", problem.code)
                json.member("reason", problem.reason)
                if let offset = problem.byteOffset { json.member("byte_offset", offset) }
                if let line = problem.line { json.member("line", line) }
            }
        }
    }

    package mutating func write(_ text: String, _ terms: [AnalyzedTerm]) {
        object { json in
            json.member("text", text)
            json.member("terms", objects: terms) { json, term in
                json.member("kind", term.kind.rawValue)
                json.member("term", term.term)
                json.member("position", term.position)
                json.member("scalars", term.scalars)
                json.member("bytes", term.bytes)
            }
        }
    }

    package mutating func write(_ typed: String, _ suggestions: [Suggestion]) {
        object { json in
            json.member("typed", typed)
            json.member("suggestions", objects: suggestions) { json, suggestion in
                json.member("text", suggestion.text)
                json.member("kind", suggestion.kind.rawValue)
                json.member("count", suggestion.count)
            }
        }
    }

    package mutating func write(_ statistics: LibraryStatistics) {
        object { json in
            json.member("path", statistics.path)
            json.member("snapshot", statistics.snapshot)
            json.member("sources", statistics.sources)
            json.member("passages", statistics.passages)
            json.member("bytes", statistics.bytes)
            json.member("source_bytes", statistics.sourceBytes)
            json.member("segmenter", statistics.segmenter)
            json.member("segments", objects: statistics.segments) { json, segment in
                json.member("name", segment.name)
                json.member("passages", segment.passages)
                json.member("live_passages", segment.livePassages)
                json.member("analysis", segment.analysis)
                json.key("formats")
                json.object { json in for format in segment.formats { json.member(format.part, format.version) } }
                json.member("older_format", segment.hasOlderFormat)
            }
            json.member("parts", objects: statistics.parts) { json, part in
                json.member("name", part.name)
                json.member("bytes", part.bytes)
            }
            json.member("fields", objects: statistics.fields) { json, field in
                json.member("name", field.name)
                json.member("terms", field.terms)
                json.member("total_length", field.totalLength)
            }
        }
    }

    package mutating func write(_ report: VerificationReport) {
        object { json in
            json.member("sound", report.isSound)
            json.member("findings", report.findings)
            json.member("warnings", report.warnings)
            json.member("files", report.files)
            json.member("bytes", report.bytes)
            if let snapshot = report.snapshot { json.member("snapshot", snapshot) }
        }
    }

    /// The findings of a check or a repair.
    mutating func member(_ name: String, _ findings: [VerificationReport.Finding]) {
        key(name)
        array(findings) { json, finding in
            json.object { json in
                json.member("file", finding.file)
                if let offset = finding.byteOffset { json.member("byte_offset", offset) }
                json.member("reason", finding.reason)
            }
        }
    }
}

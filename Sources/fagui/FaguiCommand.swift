internal import ArgumentParser

/// The command as a whole.
struct FaguiCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fagui",
        abstract: "Search Chinese regulatory texts.",
        discussion: """
            Index folders of texts once, then search them:

              fagui index ~/regulations
              fagui search 质量 安全 -n 5

            The index is the folder ./index, that of FAGUI_INDEX, or that of --index.
            Exit status: 0 hits or fine, 1 no hits, 2 usage or files, 3 damaged index, 4 index locked, 5 a server that was \
            to be asked does not answer.
            """,
        version: "0.1.0",
        subcommands: [
            IndexCommand.self, SearchCommand.self, SuggestCommand.self, CountCommand.self, ShowCommand.self,
            LikeCommand.self, WhyNotCommand.self, HistoryCommand.self, DiffCommand.self, RefsCommand.self,
            CiteCommand.self, RemoveCommand.self, ServeCommand.self,
            AnalyzeCommand.self, LexiconCommand.self,
            EvalCommand.self, StatsCommand.self,
            VerifyCommand.self, BackupCommand.self, RestoreCommand.self, UpgradeCommand.self,
        ])
}

/// Words that ask, or name who asks: a law answers them without saying them. They count less, and are never dropped.
enum QuestionWords {
    /// The factor of their weight.
    static let factor: Float = 0.2

    /// Whether a word is one of them.
    static func contains(_ word: [UInt8]) -> Bool { words.contains(word) }

    private static let words = Set(
        """
        吗 呢 吧 啊 呀 么 嘛 谁 什么 啥 怎么 怎样 怎么样 怎么办 如何 哪 哪些 哪个 哪种 哪里 哪儿 几 多少 多久 多长 何 何时 \
        何种 为什么 为何 是否 能否 可否 是不是 能不能 会不会 有没有 要不要 请问 求助 咨询 请教 什么样 咋 我 我们 你 你们 您 他 \
        她 它 他们 她们 咱 咱们 别人 人家 自己 大家
        """.split(separator: " ").map { Array($0.utf8) })
}

/// The numbers of the stored bytes; laid out in FORMAT.md › Stored.
enum StoredFormat {
    /// A group is closed before it holds more bytes; larger makes smaller files and slower reads.
    ///
    /// Measured on the law corpus with a dictionary of 256 KB, level 9: 32 KB 13.2 MB, 64 KB 12.9, 128 KB 12.7. Above
    /// 32 KB zstd copies the digested dictionary for each group, which takes longer than compressing it.
    static var groupLength: Int { 31 << 10 }
    /// zstd's level. On the law corpus in groups of 31 KB: 9 13.3 MB in 3.4 s, 7 13.4 in 2.4, 6 13.6 in 2.0, 5 14.0 in 1.1.
    static var level: Int32 { 5 }
    /// With a dictionary, 2 to this power is how many places a match is looked for at. Law corpus: 5, the level's own,
    /// 13.56 MB in 0.68 s; 4 13.76 in 0.58; 3 13.97 in 0.53.
    static var searchLog: Int32 { 4 }
    /// The most bytes of a dictionary.
    static var dictionaryLength: Int { 256 << 10 }
    /// Bytes of the pieces that it is made of. Law corpus: 2048 13.79 MB, 1024 13.69, 512 13.62, 256 13.56.
    static var pieceLength: Int { 256 }
    /// Texts, and bytes of each, that the dictionary's tables are made from.
    static var tableSampleCount: Int { 100 }
    static var tableSampleLength: Int { 8 << 10 }
    /// Sections with fewer bytes get no dictionary: it would cost more than it saves.
    static var dictionaryThreshold: Int { 4 << 20 }
    /// A group says how long it is before it is decompressed; more than this a compressed byte is not believed, so
    /// that a damaged length cannot ask for gigabytes. zstd's own limit is about 2^15 on runs of one byte.
    static var maximumRatio: Int { 1 << 15 }
}

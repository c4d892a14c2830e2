/// What a backup or its way back did.
public struct BackupReport: Sendable, Equatable {
    /// The commit that was copied.
    public var snapshot: UInt64 = 0
    /// Whether the folder had this commit already, and all of it sound.
    public var isUnchanged = false
    /// Files that were written, and their bytes.
    public var copiedFiles = 0, copiedBytes = 0
    /// Files of the index that got another name in the backup, and their bytes: they take no space of their own.
    public var linkedFiles = 0, linkedBytes = 0
    /// Files that were there already, and their bytes.
    public var keptFiles = 0, keptBytes = 0
    /// Time taken, in microseconds.
    public var tookMicroseconds = 0

    /// An empty report.
    public init() {}
}

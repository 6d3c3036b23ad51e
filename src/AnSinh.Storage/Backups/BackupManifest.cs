namespace AnSinh.Storage.Backups;

/// <summary>What a backup holds. Written last, so that a file without it was cut off.</summary>
/// <param name="Format"><see cref="BackupFile.Format"/>.</param>
/// <param name="Dialect">Of the database it was taken from; it may be restored into the other.</param>
/// <param name="TakenAt">UTC.</param>
/// <param name="Number">The last knowledge number in it.</param>
/// <param name="KeyCheck">Tells whether a key file is that of the backup; says nothing about the key.</param>
/// <param name="Steps">The last migration of each module.</param>
/// <param name="Tables">In the order of the file.</param>
public sealed record BackupManifest(
    string Format, string Dialect, string TakenAt, long Number, string KeyCheck, IReadOnlyDictionary<string, int> Steps, IReadOnlyList<BackupTable> Tables)
{
    public long Rows => Tables.Sum(table => table.Rows);
}

/// <param name="Manifest">Of the backup.</param>
/// <param name="Audit">What the chain of sealed events proves in itself; null where nothing was sealed.</param>
public sealed record RestoredBackup(BackupManifest Manifest, Audit.AuditVerdict? Audit);

/// <param name="Name">Of the table.</param>
/// <param name="Columns">Name and kind: number, text or bytes.</param>
/// <param name="Key">Columns of the primary key (all where there is none), by which the rows are ordered.</param>
/// <param name="Rows">How many.</param>
/// <param name="Digest">SHA-256 over the rows as they stand in the file.</param>
public sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, IReadOnlyList<string> Key, long Rows = 0, string Digest = "");

public sealed record BackupColumn(string Name, BackupKind Kind);

public enum BackupKind
{
    Number,
    Text,
    Bytes,
}

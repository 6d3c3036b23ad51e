using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AnSinh.Storage.Backups;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AnSinh.Storage.Dialects.Sqlite;

/// <summary>One file, write-ahead log, one writer at a time.</summary>
internal sealed class SqliteDialect(string path, int waitSeconds) : SqlDialect
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = waitSeconds }.ToString();

    /// <summary>The native connections that have their settings; a pool gives them out again and again.</summary>
    private readonly ConditionalWeakTable<sqlite3, object> _set = [];

    public override string Name => "sqlite";
    public override string Shown => path;
    public override string KeyPath => path + ".key";
    public override bool HoldsRowsBack => false;

    public override bool Exists() => File.Exists(path) && new FileInfo(path).Length > 0;

    public override DbConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            if (!_set.TryGetValue(connection.Handle!, out _))
            {
                connection.Execute("pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory; pragma cache_size = -65536;");
                _set.AddOrUpdate(connection.Handle!, this);
            }

            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Explain(error) as Exception ?? error;
        }
    }

    public override DbTransaction BeginWrite(DbConnection connection)
    {
        try
        {
            return ((SqliteConnection)connection).BeginTransaction(deferred: false);
        }
        catch (SqliteException error)
        {
            throw Explain(error) as Exception ?? error;
        }
    }

    public override DbTransaction BeginStaging(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override ReadMoment BeginRead() => new SqliteMoment((SqliteConnection)Connect());

    public override BulkInsert Insert(DbConnection connection, string table, IReadOnlyList<string> columns) => new SqliteBulkInsert((SqliteConnection)connection, table, columns);

    /// <summary>Lasts as long as the connection, which a pool may give out again: there it does no harm.</summary>
    public override void Overwrite(DbConnection connection) => connection.Execute("pragma secure_delete = on");

    public override void EmptyLog(DbConnection connection) => connection.Execute("pragma wal_checkpoint(truncate)");

    /// <summary>SQLite takes no arrays: the rows go in as one JSON text, bytes as hexadecimal digits.</summary>
    public override KeyRows Rows(string alias, IReadOnlyList<KeyColumn> columns)
    {
        var picked = columns.Select((column, index) =>
        {
            var value = string.Create(CultureInfo.InvariantCulture, $"value ->> {index}");
            return $"{(column.Values is byte[][] ? $"unhex({value})" : value)} as {column.Name}";
        });
        var rows = new JsonArray();
        for (var row = 0; row < columns[0].Values.Length; row++)
        {
            rows.Add(new JsonArray([.. columns.Select(column => column.Values switch
            {
                long[] numbers => JsonValue.Create(numbers[row]),
                string[] texts => JsonValue.Create(texts[row]),
                byte[][] bytes => (JsonNode)JsonValue.Create(Convert.ToHexString(bytes[row])),
                _ => throw NotAKey(column),
            })]));
        }

        return new($"(select {string.Join(", ", picked)}, key as place from json_each(@{alias})) as {alias}", [(alias, rows.ToJsonString())]);
    }

    public override bool HasTable(DbConnection connection, string table) =>
        connection.ExecuteScalar<long>("select count(*) from sqlite_master where type = 'table' and name = @table", new { table }) > 0;

    public override BulkRead Read(DbConnection connection, string sql) => new SqliteBulkRead((SqliteConnection)connection, sql, []);

    public override IReadOnlyList<BackupTable> Tables(DbConnection connection) =>
    [
        .. connection.Query<string>("select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'qrtz\\_%' escape '\\' and name <> @migrations order by name", new { migrations = Migrator.Table })
            .Select(table =>
            {
                var columns = connection.Query<(string Name, string Type, long Key)>("select name, type, pk from pragma_table_info(@table) order by cid", new { table }).ToList();
                return Ordered(new BackupTable(
                    table, [.. columns.Select(column => new BackupColumn(column.Name, KindOf(table, column.Type)))], [.. columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)]));
            }),
    ];

    public override IDisposable WithoutTriggers(DbConnection connection) => new SqliteTriggers(connection);

    /// <summary>The file is made with its first table, so that its key can be made before it.</summary>
    public override bool Create() => !File.Exists(path);

    public override void Drop()
    {
        Dispose();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(file);
        }
    }

    public override (string Version, long Bytes) Measure(DbConnection connection) =>
        ("SQLite " + connection.ExecuteScalar<string>("select sqlite_version()"), connection.ExecuteScalar<long>("select page_count * page_size from pragma_page_count(), pragma_page_size()"));

    public override bool Protect() => false;

    public override SqlDialect Within(string areas) => this;

    public override StorageException? Explain(DbException error) => (error as SqliteException)?.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => new StorageException($"{path} không phải là cơ sở dữ liệu SQLite.", $"{path} is not an SQLite database."),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new StorageException(
            "Một lệnh khác đang ghi vào cơ sở dữ liệu này; hãy đợi lệnh đó xong rồi chạy lại.", "Another command is writing to this database; wait until it is done and try again."),
        raw.SQLITE_FULL => new StorageException($"Hết chỗ trên đĩa của {path}; chưa có gì thay đổi.", $"The disk of {path} is full; nothing was changed."),
        raw.SQLITE_IOERR => new StorageException(
            $"Không đọc hoặc ghi được {path} (đĩa hỏng, hoặc vượt dung lượng được phép); việc dở dang không được giữ.", $"{path} cannot be read or written (a broken disk, or beyond what is allowed); what was under way is not kept."),
        raw.SQLITE_CANTOPEN => new StorageException($"Không mở được {path}: thư mục không có hoặc không được phép.", $"{path} cannot be opened: the folder is absent or access is denied."),
        raw.SQLITE_READONLY => new StorageException($"{path} chỉ được đọc.", $"{path} is read-only."),
        raw.SQLITE_CORRUPT => new StorageException($"{path} bị hỏng; hãy phục hồi từ bản sao lưu.", $"{path} is damaged; restore it from a backup."),
        _ => null,
    };

    private static BackupKind KindOf(string table, string type) => type.ToUpperInvariant() switch
    {
        "INTEGER" => BackupKind.Number,
        "TEXT" => BackupKind.Text,
        "BLOB" => BackupKind.Bytes,
        _ => throw Unknown(table, type),
    };

    public override void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}

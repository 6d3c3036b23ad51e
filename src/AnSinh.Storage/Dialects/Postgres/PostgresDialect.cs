using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using AnSinh.Storage.Backups;
using Dapper;
using Npgsql;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>A database on a PostgreSQL server, version 15 or later.</summary>
internal sealed class PostgresDialect : SqlDialect
{
    /// <summary>Locked by whoever writes, so that knowledge numbers become visible in their order; "ansinh" in ASCII.</summary>
    private const long WriterLock = 0x61_6E_73_69_6E_68;

    /// <summary>Names the areas that a session sees (roles.sql).</summary>
    private const string AreaSetting = "ansinh.areas";

    private readonly NpgsqlDataSource _source;
    private readonly string? _areas;
    private readonly string _database;
    private readonly string _settings;
    private readonly int _waitSeconds;
    private readonly ConcurrentDictionary<string, PostgresTable> _tables;

    public PostgresDialect(NpgsqlConnectionStringBuilder address, int waitSeconds)
    {
        // No time limit on a statement: a month of a nation takes what it takes. No just-in-time compilation: it costs more than it gives on partitioned look-ups by key.
        var settings = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            CommandTimeout = 0,
            ApplicationName = address.ApplicationName ?? "ansinh",
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 3,
            Options = string.IsNullOrEmpty(address.Options) ? $"-c jit=off -c {AreaSetting}=*" : address.Options,
        };
        _database = settings.Database!;
        _waitSeconds = waitSeconds;
        Shown = string.Create(CultureInfo.InvariantCulture, $"{_database} ({settings.Host}:{settings.Port})");
        _tables = new(StringComparer.Ordinal);
        _settings = settings.ConnectionString;
        _source = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableArrays().Build();
    }

    private PostgresDialect(PostgresDialect whole, string areas)
    {
        (_source, _database, _settings, _waitSeconds, Shown, _tables, _areas) = (whole._source, whole._database, whole._settings, whole._waitSeconds, whole.Shown, whole._tables, areas);
    }

    public override string Name => "postgres";
    public override string Shown { get; }
    public override string KeyPath => _database + ".key";
    public override bool HoldsRowsBack => true;

    public override bool Exists()
    {
        using var connection = Connect();
        return HasTable(connection, "schema_migration");
    }

    public override DbConnection Connect()
    {
        try
        {
            var connection = _source.OpenConnection();
            if (_areas is not null)
            {
                // Given back to the pool, a connection forgets it.
                connection.Execute($"select set_config('{AreaSetting}', @areas, false)", new { areas = _areas });
            }

            return connection;
        }
        catch (NpgsqlException error)
        {
            throw Explain(error) as Exception ?? error;
        }
    }

    public override DbTransaction BeginWrite(DbConnection connection)
    {
        var transaction = ((NpgsqlConnection)connection).BeginTransaction();
        try
        {
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture, $"set local lock_timeout = '{_waitSeconds}s'; select pg_advisory_xact_lock({WriterLock}); set local lock_timeout = 0"));
            return transaction;
        }
        catch (NpgsqlException error)
        {
            transaction.Dispose();
            throw Explain(error) as Exception ?? error;
        }
    }

    public override ReadMoment BeginRead() => new PostgresMoment(() => (NpgsqlConnection)Connect());

    public override DbTransaction BeginStaging(DbConnection connection) => connection.BeginTransaction();

    public override void ForSets(DbConnection connection) => connection.Execute("set local plan_cache_mode = force_custom_plan; set local work_mem = '64MB'");

    public override BulkInsert Insert(DbConnection connection, string table, IReadOnlyList<string> columns) =>
        new PostgresBulkInsert(this, (NpgsqlConnection)connection, _tables.GetOrAdd(table, name => PostgresTable.Read(connection, name)), columns);

    public override void LookAgain(DbConnection connection, string table)
    {
        try
        {
            // Where the role does not own the table the server passes it over with a warning.
            connection.Execute($"analyze {table}");
        }
        catch (NpgsqlException)
        {
            // What was written is committed whatever becomes of this.
        }
    }

    public override KeyRows Rows(string alias, IReadOnlyList<KeyColumn> columns)
    {
        var arrays = columns.Select(column => $"@{alias}_{column.Name}::" + column.Values switch
        {
            long[] => "bigint[]",
            string[] => "text[]",
            byte[][] => "bytea[]",
            _ => throw NotAKey(column),
        });
        return new(
            $"unnest({string.Join(", ", arrays)}) with ordinality as {alias} ({string.Join(", ", columns.Select(column => column.Name))}, place)",
            [.. columns.Select(column => ($"{alias}_{column.Name}", (object?)column.Values))]);
    }

    public override bool HasTable(DbConnection connection, string table) => connection.ExecuteScalar<bool>("select to_regclass(@table) is not null", new { table });

    public override BulkRead Read(DbConnection connection, string sql) => new PostgresBulkRead((NpgsqlConnection)connection, sql);

    public override IReadOnlyList<BackupTable> Tables(DbConnection connection) => PostgresCatalog.Tables(connection, Ordered, Unknown);

    public override IDisposable WithoutTriggers(DbConnection connection) => new PostgresTriggers(connection);

    public override bool Create()
    {
        try
        {
            Connect().Dispose();
            return false;
        }
        catch (StorageException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
        {
            Administer($"create database \"{_database}\" template template0 encoding 'UTF8' locale 'C.UTF-8'");
            return true;
        }
    }

    public override void Drop()
    {
        NpgsqlConnection.ClearAllPools();
        Administer($"drop database \"{_database}\" with (force)");
    }

    public override bool Protect()
    {
        using var connection = Connect();
        if (connection.ExecuteScalar<string>("show is_superuser") != "on")
        {
            return false;
        }

        using var reader = new StreamReader(typeof(PostgresDialect).Assembly.GetManifestResourceStream("roles.sql")!);
        using var transaction = BeginWrite(connection);
        connection.Execute(reader.ReadToEnd());
        transaction.Commit();
        return true;
    }

    public override SqlDialect Within(string areas) => new PostgresDialect(this, areas);

    public override (string Version, long Bytes) Measure(DbConnection connection) =>
        ("PostgreSQL " + connection.ExecuteScalar<string>("show server_version"), connection.ExecuteScalar<long>("select pg_database_size(current_database())"));

    public override StorageException? Explain(DbException error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => new StorageException(
            "Một lệnh khác đang ghi vào cơ sở dữ liệu này; hãy đợi lệnh đó xong rồi chạy lại.", "Another command is writing to this database; wait until it is done and try again."),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new StorageException(
            $"Máy chủ không có cơ sở dữ liệu {Shown}; hãy tạo bằng lệnh ansinh db init.", $"The server has no database {Shown}; create it with ansinh db init.", error),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => new StorageException(
            $"Máy chủ từ chối tên hoặc mật khẩu vào {Shown}.", $"The server refuses the name or password for {Shown}."),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => new StorageException(
            $"Vai trò này không được phép trên {Shown}: {refused.MessageText}", $"This role may not do that on {Shown}: {refused.MessageText}"),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StorageException($"Hết chỗ trên đĩa của máy chủ {Shown}; chưa có gì thay đổi.", $"The disk of the server {Shown} is full; nothing was changed."),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => new StorageException($"Máy chủ {Shown} hết kết nối.", $"The server {Shown} has no connection left."),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => Lost(error),
        PostgresException => null,
        NpgsqlException => Lost(error),
        _ => null,
    };

    private StorageException Lost(DbException error) => new(
        $"Không kết nối được, hoặc mất kết nối với máy chủ {Shown}: {error.Message}", $"The server {Shown} cannot be reached, or the connection was lost: {error.Message}");

    public override void Dispose()
    {
        if (_areas is null)
        {
            _source.Dispose();
        }
    }

    /// <summary>One statement on the server's own database, where databases are made and dropped.</summary>
    private void Administer(string sql)
    {
        try
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_settings) { Database = "postgres", Pooling = false }.ConnectionString);
            connection.Open();
            connection.Execute(sql);
        }
        catch (NpgsqlException error) when (Explain(error) is { } explained)
        {
            throw explained;
        }
    }
}

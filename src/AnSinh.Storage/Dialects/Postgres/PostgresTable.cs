using System.Data.Common;
using System.Globalization;
using Dapper;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>A table as bulk inserts see it: types of its columns, and whether it is cut by the person's bucket (ansinh_bucket_partitions in the first migration).</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Types">By column.</param>
/// <param name="Partitions">1 where it is whole.</param>
/// <param name="IsGuarded">Whether row-level security holds for this user: COPY then needs the role that only adds rows.</param>
internal sealed record PostgresTable(string Name, IReadOnlyDictionary<string, uint> Types, int Partitions, bool IsGuarded)
{
    public const string BucketColumn = "bucket";

    private const int BucketsAPartition = 16;

    public static PostgresTable Read(DbConnection connection, string name)
    {
        var types = connection.Query<(string Column, long Type)>(
            "select attname, atttypid::bigint from pg_attribute where attrelid = @name::regclass and attnum > 0 and not attisdropped", new { name })
            .ToDictionary(row => row.Column, row => checked((uint)row.Type), StringComparer.Ordinal);
        var partitions = connection.ExecuteScalar<long>("select count(*) from pg_inherits where inhparent = @name::regclass", new { name });
        return new(name, types, Math.Max(1, (int)partitions), connection.ExecuteScalar<bool>("select row_security_active(@name::regclass)", new { name }));
    }

    public static int PartitionOf(long bucket) => (int)bucket / BucketsAPartition;

    public string Part(int part) => Partitions == 1 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}_p{part:00}");
}

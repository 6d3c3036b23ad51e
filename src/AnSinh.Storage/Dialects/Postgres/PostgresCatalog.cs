using System.Data.Common;
using AnSinh.Storage.Backups;
using Dapper;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>What the catalogue of a server says about the tables of the platform.</summary>
internal static class PostgresCatalog
{
    /// <summary>Tables with their columns and keys, one that another refers to before it; partitions belong to their table.</summary>
    public static IReadOnlyList<BackupTable> Tables(DbConnection connection, Func<BackupTable, BackupTable> inOrder, Func<string, string, StorageException> unknown)
    {
        var columns = connection.Query<(string Table, string Column, long Type, string TypeName)>(
            """
            select c.relname, a.attname, a.atttypid::bigint, format_type(a.atttypid, null) from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = current_schema()::regnamespace and a.attnum > 0 and not a.attisdropped
            and c.relname not like 'qrtz\_%' and c.relname <> @migrations order by c.relname, a.attnum
            """, new { migrations = Migrator.Table }).ToLookup(column => column.Table, StringComparer.Ordinal);
        var keys = connection.Query<(string Table, string Column)>(
            """
            select c.relname, a.attname from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
            cross join lateral unnest(i.indkey::smallint[]) with ordinality k (number, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
            where c.relnamespace = current_schema()::regnamespace order by c.relname, k.place
            """).ToLookup(key => key.Table, key => key.Column, StringComparer.Ordinal);
        var references = connection.Query<(string From, string To)>(
            "select f.relname, t.relname from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid where c.contype = 'f' and c.conparentid = 0")
            .ToLookup(reference => reference.From, reference => reference.To, StringComparer.Ordinal);

        var ordered = new List<BackupTable>();
        var placed = new HashSet<string>(StringComparer.Ordinal);
        void Place(string table)
        {
            if (!placed.Add(table) || !columns.Contains(table))
            {
                return;
            }

            foreach (var other in references[table])
            {
                Place(other);
            }

            ordered.Add(inOrder(new BackupTable(table, [.. columns[table].Select(column => new BackupColumn(column.Column, KindOf(column.Type) ?? throw unknown(table, column.TypeName)))], [.. keys[table]])));
        }

        foreach (var table in columns.Select(table => table.Key).Order(StringComparer.Ordinal))
        {
            Place(table);
        }

        return ordered;
    }

    private static BackupKind? KindOf(long type) => type switch
    {
        PostgresTypes.Int2 or PostgresTypes.Int4 or PostgresTypes.Int8 => BackupKind.Number,
        PostgresTypes.Text => BackupKind.Text,
        PostgresTypes.Bytes => BackupKind.Bytes,
        _ => null,
    };
}

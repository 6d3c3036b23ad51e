using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Sweep;

/// <summary>What a sweep reads, read and thrown away: the same queries, every column of every row looked at once, nothing made of it. The limit of a sweep.</summary>
/// <param name="Tables">Per table: rows, and columns read of each.</param>
public sealed record BareRead(IReadOnlyList<(string Table, long Rows, int Columns)> Tables, long Bytes)
{
    public long Rows => Tables.Sum(table => table.Rows);

    public static BareRead Of(RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month)
    {
        using var scan = snapshot.Scan(scope, month);
        var (tables, bytes) = (new List<(string, long, int)>(), 0L);
        foreach (var (table, read) in scan.All)
        {
            using var rows = read();
            var count = 0L;
            for (; rows.Next(); count++)
            {
                for (var column = 0; column < rows.Columns; column++)
                {
                    bytes += rows.Text(column).Length;
                }
            }

            tables.Add((table, count, rows.Columns));
        }

        return new BareRead(tables, bytes);
    }
}

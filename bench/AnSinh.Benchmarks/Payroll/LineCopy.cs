using System.Diagnostics;
using System.Globalization;
using AnSinh.Payroll;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>The limit of a payroll run on PostgreSQL: so many lines copied into the line tables with their partitions, indexes and guards, in one transaction, and nothing computed.</summary>
public sealed record LineCopy(int Lines, decimal Seconds, long BytesALine)
{
    public static LineCopy Run(string source, string keyFile, int lines, CancellationToken cancellation)
    {
        using var database = Database.Open(source, new SimulatedClock(new DateOnly(2026, 5, 24)), PayrollBook.Modules, keyFile);
        using var write = database.Begin("bench", "bench.lines");
        write.Connection.Execute(
            """
            insert into payroll_run (run_id, area, month, cut_off, law_pack, registry_number, books_number, attempt, digest, state, known)
            values ('r', '16831', '2026-06', '2026-05-24', '', 0, 0, 1, '', 'draft', @known)
            """, new { known = write.Number.Value });
        var (watch, bytes) = (Stopwatch.GetTimestamp(), 0L);
        var rows = write.Into(
            "payroll_line", "bucket", "line_id", "run_id", "person_id", "award_id", "benefit", "family", "month", "kind", "sequence", "amount", "due", "parts", "payee", "payee_role",
            "grade", "calculation", "refs", "parameters", "explanation", "reason");
        for (var line = 0; line < lines; line++)
        {
            if ((line & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            // In the order of the buckets, ids scattered as hashes are. Texts that can be computed again are left out.
            var id = unchecked((ulong)(line + 1) * 0x9E37_79B9_7F4A_7C15).ToString("x16", CultureInfo.InvariantCulture);
            rows.Add((long)line * 256 / lines).Add(id).Add("r").Add(id).Add(id).Add("htxh.75").Add("htxh").Add("2026-06").Add("regular").Add(0).Add(500_000).Add(500_000).Add("nsnn").Add("").Add("")
                .Add("").Add("").Add("").Add("").Add("").Add("").Write();
            bytes += 3 * id.Length + 1 + 7 + 4 + 7 + 7 + 4 + 2 + 3 * 8;
        }

        write.Commit();
        return new LineCopy(lines, Watch.Seconds(watch), bytes / Math.Max(lines, 1));
    }
}

using System.Globalization;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Storage.Dialects.Postgres;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>What a payroll month costs beside a bare copy of its lines, on a server of its own that is thrown away and on an SQLite file.</summary>
public static class PayrollMeasurement
{
    /// <param name="pack">The law.</param>
    /// <param name="lines">Of the bare copy.</param>
    /// <param name="payees">Of the month; 0 leaves the months out.</param>
    /// <param name="statuses">Of which one file of a bank speaks; 0 leaves it out.</param>
    /// <param name="approvals">Awards that wait for approval; 0 leaves it out.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    /// <exception cref="StorageException">PostgreSQL is not installed.</exception>
    public static IReadOnlyList<Figure> Run(LawPack pack, int lines, int payees, int statuses, int approvals, CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        var folder = Directory.CreateTempSubdirectory("ansinh-bench-payroll-").FullName;
        try
        {
            using var server = PrivateServer.Start("shared_buffers=1GB", "max_wal_size=8GB", "wal_compression=off");
            var key = Path.Combine(folder, "bench.key");
            var copy = LineCopy.Run(New(server, "copy"), key, lines, cancellation);
            figures.Add(new Figure(
                "payroll.copy", copy.Seconds, "s", copy.Seconds, 1m,
                string.Create(CultureInfo.InvariantCulture, $"{lines} lines of {copy.BytesALine} bytes by binary COPY into 16 partitions with 5 indexes each and the guard, one transaction, fsync on: {Rate(lines, copy.Seconds)} lines/s")));
            if (statuses > 0)
            {
                var flood = StatusFlood.Measure(New(server, "statuses"), key, Path.Combine(folder, "bank"), pack, statuses, cancellation);
                Flood("answer", flood.Answer, "an answer of the bank (pain.002) with so many settled payments: read, matched, recorded, posted");
                Flood("again", flood.Again, "the same file again: nothing changes");
                Flood("statement", flood.Statement, "a statement of the account (camt.053) with an entry for each of them");

                void Flood(string id, decimal seconds, string what) => figures.Add(new Figure(
                    $"payroll.statuses.{id}", seconds, "s", flood.Copy, decimal.Round(seconds / flood.Copy, 2),
                    string.Create(CultureInfo.InvariantCulture, $"{statuses} statuses, {what}: {Rate(statuses, seconds)}/s, largest working set {flood.PeakMiB} MiB; limit: bare COPY of their events")));
            }

            if (approvals > 0)
            {
                var rush = ApprovalRush.Measure(New(server, "approvals"), key, pack, approvals, cancellation);
                figures.Add(new Figure(
                    "payroll.approvals.drawn", rush.DrawnUp, "s", 0, 0, string.Create(CultureInfo.InvariantCulture, $"{rush.Runs} runs of {rush.Awards} awards drawn up and checked before: {Rate(rush.Runs, rush.DrawnUp)} runs/s")));
                figures.Add(new Figure(
                    "payroll.approvals", rush.Approvals, "s", rush.Commits, decimal.Round(rush.Approvals / rush.Commits, 2),
                    string.Create(CultureInfo.InvariantCulture, $"{rush.Awards} awards in {rush.Runs} runs approved by {rush.People} people at once, each run asked for by two: {Rate(rush.Awards, rush.Approvals)} awards/s, the longest took {rush.LongestWait} s; limit: as many commits with one event")));
            }

            if (payees == 0)
            {
                return figures;
            }

            var files = Path.Combine(folder, "in");
            PayeeFiles.Write(files, pack, payees);
            var same = payees == lines ? copy : LineCopy.Run(New(server, "same"), key, payees, cancellation);
            Add("sqlite", MonthOfPayees.Run(Path.Combine(folder, "bench.db"), key, files, pack, payees, cancellation));
            Add("postgres", MonthOfPayees.Run(New(server, "month"), key, files, pack, payees, cancellation));

            void Add(string dialect, MonthOfPayees month)
            {
                figures.Add(new Figure($"payroll.import.{dialect}", month.Import, "s", 0, 0, $"{payees} persons, households and awards from CSV: {Rate(payees, month.Import)} persons/s"));
                Of("first", month.First, "a first month");
                Of("unchanged", month.Unchanged, "nothing changed since the month before");
                Of("fiftieth", month.Fiftieth, "something became known of every fiftieth payee");

                void Of(string id, PayeeMonth one, string what)
                {
                    var (lines, drawn) = (one.Run + one.Approve, PayrollMeasurement.Rate(payees, one.Run + one.Approve));
                    figures.Add(new Figure(
                        $"payroll.month.{id}.{dialect}", lines, "s", same.Seconds, decimal.Round(lines / same.Seconds, 2),
                        string.Create(CultureInfo.InvariantCulture, $"{what}: {payees} payees from register rows to guarded lines and postings, {drawn} lines/s ({one.TakenOver} taken over; drawn up in {one.Run} s, approved in {one.Approve} s, checked between them in {one.Check} s; at most {one.PeakMiB} MiB)")));
                }
            }

            return figures;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string New(PrivateServer server, string database)
    {
        var source = server.AddressOf(database);
        Database.Create(source);
        return source;
    }

    private static string Rate(int count, decimal seconds) => decimal.Round(count / Math.Max(seconds, 0.001m)).ToString("#,0", CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>What one month took, in seconds: drawn up (lines), checked, approved (postings); how many lines were taken over, and the working set of the process at its largest while it was drawn up, and approved.</summary>
public sealed record PayeeMonth(decimal Run, decimal Check, decimal Approve, long TakenOver, long PeakMiB);

/// <summary>
/// A register imported from files and its months drawn up, by the code of <c>registry import</c> and <c>payroll run</c>: a first month, one in which nothing changed since the cut-off before, and one before which
/// something became known of every fiftieth person.
/// </summary>
public sealed record MonthOfPayees(decimal Import, PayeeMonth First, PayeeMonth Unchanged, PayeeMonth Fiftieth)
{
    private static readonly BenefitMonth FirstMonth = new(2027, 4);
    private const int OneIn = 50;

    /// <exception cref="InvalidDataException">The files were not taken, or not everybody is paid.</exception>
    public static MonthOfPayees Run(string source, string keyFile, string folder, LawPack pack, int payees, CancellationToken cancellation)
    {
        var watch = Stopwatch.GetTimestamp();
        using (var database = Database.Open(source, new SimulatedClock(new DateOnly(2027, 3, 1)), PayrollBook.Modules, keyFile))
        {
            var result = RegistryImport.Run(new Register(database), folder, new ImportOptions { Facts = pack.Facts, Benefits = pack.Benefits, Actor = "bench" }, cancellation);
            if (result.Faults.Count > 0)
            {
                throw new InvalidDataException(result.Faults[0].ToString());
            }
        }

        var import = Watch.Seconds(watch);
        var first = Month(source, keyFile, pack, FirstMonth, payees, cancellation);
        var unchanged = Month(source, keyFile, pack, FirstMonth.Next, payees, cancellation);
        using (var database = Database.Open(source, new SimulatedClock(FirstMonth.Next.First.AddDays(2)), PayrollBook.Modules, keyFile))
        {
            var register = new Register(database);
            using var commit = register.Begin("bench", "bench.facts");
            foreach (var person in register.Now().People(AreaScope.All).Where((_, index) => index % OneIn == 0))
            {
                commit.RecordFact(person.Id, new FactEntry("worker", "false", new DateRange(FirstMonth.Next.First, null), "survey", ""));
            }

            commit.Commit();
        }

        return new MonthOfPayees(import, first, unchanged, Month(source, keyFile, pack, FirstMonth.Next.Next, payees, cancellation));
    }

    private static PayeeMonth Month(string source, string keyFile, LawPack pack, BenefitMonth month, int payees, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var database = Database.Open(source, new SimulatedClock(month.Previous.First.AddDays(23)), PayrollBook.Modules, keyFile);
        var book = new PayrollBook(database, pack);
        GC.Collect();
        using var memory = new PeakMemory();
        var watch = Stopwatch.GetTimestamp();
        var drawn = RunMonth.Execute(book, new RunRequest(PlaceCode.Parse(PayeeFiles.Commune), month, "lap"));
        var run = Watch.Seconds(watch);
        var peak = memory.MiB;
        watch = Stopwatch.GetTimestamp();
        CheckRun.Execute(book, drawn.Run.Id, "kiem");
        var check = Watch.Seconds(watch);
        GC.Collect();
        memory.Forget();
        watch = Stopwatch.GetTimestamp();
        ApproveRun.Execute(book, drawn.Run.Id, "duyet", [], acceptAll: true);
        var approve = Watch.Seconds(watch);
        peak = Math.Max(peak, memory.MiB);
        using var connection = book.Connect();
        using var count = connection.CreateCommand();
        count.CommandText = $"select count(*) from payroll_line where run_id = '{drawn.Run.Id}' and kind = 'regular'";
        return Convert.ToInt64(count.ExecuteScalar(), CultureInfo.InvariantCulture) is var lines && lines == payees
            ? new PayeeMonth(run, check, approve, drawn.TakenOver, peak)
            : throw new InvalidDataException($"{lines} lines for {payees} payees");
    }
}

using System.Diagnostics;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>A register imported from files and its first month drawn up, by the code of <c>registry import</c> and <c>payroll run</c>, in seconds each.</summary>
public sealed record MonthOfPayees(decimal Import, decimal Month, int Lines)
{
    /// <exception cref="InvalidDataException">The files were not taken, or not everybody is paid.</exception>
    public static MonthOfPayees Run(string source, string keyFile, string folder, LawPack pack, int payees, CancellationToken cancellation)
    {
        var watch = Stopwatch.GetTimestamp();
        using (var database = Database.Open(source, new SimulatedClock(new DateOnly(2026, 5, 1)), PayrollBook.Modules, keyFile))
        {
            var result = RegistryImport.Run(new Register(database), folder, new ImportOptions { Facts = pack.Facts, Benefits = pack.Benefits, Actor = "bench" }, cancellation);
            if (result.Faults.Count > 0)
            {
                throw new InvalidDataException(result.Faults[0].ToString());
            }
        }

        var import = Watch.Seconds(watch);
        watch = Stopwatch.GetTimestamp();
        using var later = Database.Open(source, new SimulatedClock(new DateOnly(2026, 5, 24)), PayrollBook.Modules, keyFile);
        var run = RunMonth.Execute(new PayrollBook(later, pack), new RunRequest(PlaceCode.Parse(PayeeFiles.Commune), new BenefitMonth(2026, 6), "bench"));
        return run.Content.Lines.Count == payees
            ? new MonthOfPayees(import, Watch.Seconds(watch), payees)
            : throw new InvalidDataException($"{run.Content.Lines.Count} lines for {payees} payees: {run.Content.Unpaid.FirstOrDefault()}");
    }
}

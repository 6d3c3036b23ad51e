using System.Diagnostics;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>payroll approve --file LIST</c> and <c>--all</c>: very many runs, one after the other, with progress; Ctrl+C stops between two.</summary>
internal static class ApproveMany
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    /// <summary>The runs that are checked, by area and month.</summary>
    public static IReadOnlyList<PayrollRun> Checked(PayrollBook book, PlaceCode? area, BenefitMonth? month) =>
    [
        .. ShowRun.All(book).Where(run => run.State == RunState.Checked && (month is null || run.Month == month)
            && (area is not { } place || run.Area == place || (place.IsProvince && !run.Area.IsProvince && PlaceDirectory.VietNam.ProvinceOf(run.Area) == place))),
    ];

    /// <summary>The runs that a file names: one a line, its id or <c>area month</c>; lines that are empty or begin with # are passed over.</summary>
    /// <exception cref="PayrollRefusedException">Every line that names no run.</exception>
    public static IReadOnlyList<PayrollRun> Listed(PayrollBook book, string path)
    {
        var known = ShowRun.All(book);
        var byId = known.ToDictionary(run => run.Id, StringComparer.Ordinal);
        var byMonth = known.Where(run => run.State != RunState.Cancelled).ToDictionary(run => $"{run.Area} {run.Month}", StringComparer.Ordinal);
        var (runs, faults) = (new List<PayrollRun>(), new List<PayrollFault>());
        foreach (var (index, line) in File.ReadAllLines(path).Index())
        {
            var name = string.Join(' ', line.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries));
            if (name.Length == 0 || name.StartsWith('#'))
            {
                continue;
            }

            if (byId.TryGetValue(name, out var run) || byMonth.TryGetValue(name, out run))
            {
                runs.Add(run);
            }
            else
            {
                faults.Add(new PayrollFault($"'{name}': cần mã kỳ, hoặc mã địa bàn và tháng của một kỳ đã lập", $"'{name}': expected the id of a run, or area and month of one", path, index + 1, 1));
            }
        }

        return faults.Count == 0 ? [.. runs.DistinctBy(run => run.Id)] : throw new PayrollRefusedException(faults);
    }

    public static int Execute(PayrollBook book, IReadOnlyList<PayrollRun> runs, string actor, IReadOnlyCollection<string> accepted, bool acceptAll, string reason, CancellationToken stop)
    {
        var told = Stopwatch.GetTimestamp();
        var result = ApproveRuns.Execute(book, runs, actor, accepted, acceptAll, reason, so => Tell(so, runs.Count, ref told), stop);
        foreach (var (run, faults) in result.Refused)
        {
            foreach (var fault in faults)
            {
                Say.Error($"{run.Area} {run.Month}: {fault.Vi}", $"{run.Area} {run.Month}: {fault.En}");
            }
        }

        Say.Note(
            $"{result.Approved} kỳ đã duyệt, {result.Signed} kỳ có chữ ký thứ nhất, {result.Before} kỳ đã xong từ trước, {result.Refused.Count} kỳ bị từ chối.",
            $"{result.Approved} runs approved, {result.Signed} signed first, {result.Before} done before, {result.Refused.Count} refused.");
        if (result.Done < runs.Count)
        {
            Say.Error($"đã dừng; còn {runs.Count - result.Done} kỳ. Chạy lại lệnh này để làm tiếp.", $"stopped; {runs.Count - result.Done} runs are left. Run the same command to go on.");
            return CommandLine.BadInput;
        }

        return result.Refused.Count + result.Signed > 0 ? CommandLine.Findings : CommandLine.Done;
    }

    private static void Tell(ApprovalsResult so, int of, ref long told)
    {
        if (Stopwatch.GetElapsedTime(told) >= TellEvery)
        {
            told = Stopwatch.GetTimestamp();
            Say.Note($"{so.Done}/{of} kỳ…", $"{so.Done} of {of} runs…");
        }
    }
}

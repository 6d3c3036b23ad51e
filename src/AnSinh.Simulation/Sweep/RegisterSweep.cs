using System.Collections.Concurrent;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Sweep;

/// <summary>
/// Goes through a register for a month and finds who is entitled and not served, may be entitled, is served and no longer entitled, or soon changes. The snapshot is read once, as it was at
/// one moment; then households are decided on all cores by what the law can tell apart, commune by commune.
/// </summary>
/// <param name="pack">The law.</param>
/// <param name="months">How many months ahead "soon" looks.</param>
public sealed class RegisterSweep(LawPack pack, int months = RegisterSweep.MonthsAhead)
{
    public const int MonthsAhead = 3;

    /// <summary>Households handed to one thread at a time; fewer where all cores would not have some.</summary>
    private const int LargestPortion = 2_048;
    private const int SmallestPortion = 64;
    private const int PortionsOfCore = 8;

    private readonly Dictionary<SweepKind, int> _people = Enum.GetValues<SweepKind>().ToDictionary(kind => kind, _ => 0);
    private int _householdCount;
    private int _peopleCount;
    private Vnd _notServed;

    /// <summary>What was counted so far; complete after the last entry was read.</summary>
    public SweepTotals Totals => new(_householdCount, _peopleCount, _people, _notServed);

    /// <summary>The entries of an area, commune by commune and household by household.</summary>
    /// <exception cref="OperationCanceledException">Stopped on the way; what was given so far is not all.</exception>
    public IEnumerable<SweepEntry> Run(RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month, DateOnly knownAt, CancellationToken cancellation = default)
    {
        using var scan = snapshot.Scan(scope, month);
        var (rules, coming, ahead) = (new SweepRules(pack, month), new ComingChanges(pack, month, knownAt, months), Enumerable.Range(0, months + 2).Select(month.AddMonths).ToList());
        var columns = RegisterReader.Read(scan, rules, knownAt, ahead, cancellation);
        var run = new SweepRun(pack, snapshot, scope, ahead, knownAt, columns, rules, coming, new HouseholdSweep(pack, month, knownAt, months));
        (_householdCount, _peopleCount) = (_householdCount + columns.HouseholdIds.Count, _peopleCount + columns.Ids.Length);
        var workers = new ConcurrentBag<SweepWorker>();
        var portion = Math.Clamp(columns.HouseholdIds.Count / (Environment.ProcessorCount * PortionsOfCore), SmallestPortion, LargestPortion);
        foreach (var batch in Enumerable.Range(0, (columns.HouseholdIds.Count + portion - 1) / portion).Chunk(Environment.ProcessorCount * PortionsOfCore))
        {
            var found = Decide(run, workers, batch, portion, cancellation);
            foreach (var entry in found.SelectMany(entries => entries))
            {
                _people[entry.Kind]++;
                _notServed += entry.Kind == SweepKind.NotServed ? entry.Amount : Vnd.Zero;
                yield return entry with { Name = scan.NameOf(entry.Person) };
            }
        }
    }

    private static IReadOnlyList<SweepEntry>[] Decide(SweepRun run, ConcurrentBag<SweepWorker> workers, int[] batch, int portion, CancellationToken cancellation)
    {
        var found = new IReadOnlyList<SweepEntry>[batch.Length];
        AllCores.Each(
            batch.Length, () => workers.TryTake(out var idle) ? idle : new SweepWorker(run),
            (index, worker) => found[index] = worker.Of(batch[index] * portion, Math.Min((batch[index] + 1) * portion, run.Columns.HouseholdIds.Count)),
            workers.Add, stop: cancellation);
        return found;
    }
}

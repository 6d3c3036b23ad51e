using System.Collections.Concurrent;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using Dapper;

namespace AnSinh.Web.Totals;

/// <summary>What a province was paid in a month. Null: fewer people than are shown.</summary>
public sealed record ProvinceTotal(PlaceCode Province, long? People, Vnd? Amount);

/// <summary>What a programme paid in a month. Null: fewer people than are shown.</summary>
public sealed record ProgrammeTotal(string Programme, Bilingual Name, long? People, Vnd? Amount);

/// <summary>What was paid in a month, open to everybody.</summary>
/// <param name="Months">Months there are totals of, newest first.</param>
public sealed record MonthTotals(BenefitMonth Month, IReadOnlyList<BenefitMonth> Months, long? People, Vnd Amount, int Areas, IReadOnlyList<ProvinceTotal> Provinces, IReadOnlyList<ProgrammeTotal> Programmes);

/// <summary>
/// Sums over months whose orders have left. Provinces and programmes with fewer than <see cref="Fewest"/> people are hidden; where one alone would be, the next smallest is hidden with it.
/// </summary>
public sealed class OpenTotals(PayrollBook book)
{
    public const int Fewest = 5;

    private readonly ConcurrentDictionary<(BenefitMonth Month, string Runs), MonthTotals> _kept = new();

    /// <param name="month">Null: the last there is.</param>
    /// <returns>Null where nothing was paid yet, or not in that month.</returns>
    public MonthTotals? Of(BenefitMonth? month)
    {
        var runs = ShowRun.All(book).Where(run => run.State is RunState.Ordered or RunState.Settled or RunState.Closed).ToList();
        var months = runs.Select(run => run.Month).Distinct().OrderByDescending(one => one.Index).ToList();
        if (months.Count == 0 || month is { } asked && !months.Contains(asked))
        {
            return null;
        }

        var on = month ?? months[0];
        var paid = runs.Where(run => run.Month == on).ToList();
        return _kept.GetOrAdd((on, string.Join(' ', paid.Select(run => run.Id).Order(StringComparer.Ordinal))), _ => Sum(on, months, paid));
    }

    private MonthTotals Sum(BenefitMonth month, IReadOnlyList<BenefitMonth> months, IReadOnlyList<PayrollRun> runs)
    {
        using var connection = book.Connect();
        var people = connection.Query<(string Run, long People)>("select run_id, count(distinct person_id) from payroll_line where run_id in @ids group by run_id", new { ids = runs.Select(run => run.Id) }).ToDictionary(row => row.Run, row => row.People);
        var lines = connection.Query<(string Run, string Benefit, long People, long Amount)>(
            "select run_id, benefit, count(distinct person_id), cast(sum(amount) as bigint) from payroll_line where run_id in @ids group by run_id, benefit", new { ids = runs.Select(run => run.Id) }).ToList();
        var provinceOf = runs.ToDictionary(run => run.Id, run => run.Area.IsProvince ? run.Area : PlaceDirectory.VietNam.ProvinceOf(run.Area));
        var provinces = runs.GroupBy(run => provinceOf[run.Id]).Select(group => (
            Key: group.Key, People: group.Sum(run => people.GetValueOrDefault(run.Id)), Amount: Vnd.Sum(lines.Where(line => provinceOf[line.Run] == group.Key).Select(line => new Vnd(line.Amount))))).ToList();
        var programmes = lines.GroupBy(line => book.Pack.Benefits.Find(new BenefitId(line.Benefit))?.Programme).Where(group => group.Key is not null)
            .Select(group => (Key: group.Key!, People: group.Sum(line => line.People), Amount: Vnd.Sum(group.Select(line => new Vnd(line.Amount))))).ToList();
        var (hiddenProvinces, hiddenProgrammes) = (Hidden([.. provinces.Select(one => one.People)]), Hidden([.. programmes.Select(one => one.People)]));
        var all = people.Values.Sum();
        return new MonthTotals(
            month, months, all < Fewest ? null : all, Vnd.Sum(provinces.Select(one => one.Amount)), runs.Count,
            [.. provinces.Select((one, index) => hiddenProvinces.Contains(index) ? new ProvinceTotal(one.Key, null, null) : new ProvinceTotal(one.Key, one.People, one.Amount)).OrderBy(one => one.Province)],
            [.. programmes.Select((one, index) => new { one, index }).OrderBy(pair => pair.one.Key.Stratum).ThenBy(pair => pair.one.Key.Id, StringComparer.Ordinal)
                .Select(pair => hiddenProgrammes.Contains(pair.index) ? new ProgrammeTotal(pair.one.Key.Id, pair.one.Key.Name, null, null) : new ProgrammeTotal(pair.one.Key.Id, pair.one.Key.Name, pair.one.People, pair.one.Amount))]);
    }

    /// <summary>Places of what is hidden.</summary>
    internal static HashSet<int> Hidden(IReadOnlyList<long> people)
    {
        var hidden = people.Index().Where(one => one.Item is > 0 and < Fewest).Select(one => one.Index).ToHashSet();
        if (hidden.Count == 1 && people.Any(count => count >= Fewest))
        {
            hidden.Add(people.Index().Where(one => one.Item >= Fewest).MinBy(one => one.Item).Index);
        }

        return hidden;
    }
}

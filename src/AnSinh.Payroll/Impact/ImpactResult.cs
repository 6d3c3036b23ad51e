using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;

namespace AnSinh.Payroll.Impact;

/// <summary>A benefit that is paid by a decision in a month.</summary>
public sealed record PaidBenefit(BenefitId Benefit, Vnd Amount, FundAmounts Parts);

/// <summary>What the other law changes for one person.</summary>
public sealed record PersonImpact
{
    public required PersonId Person { get; init; }

    /// <summary>The area whose decisions pay.</summary>
    public required PlaceCode Area { get; init; }

    /// <summary>What the month to be paid comes to under the first law, and under the other.</summary>
    public required IReadOnlyList<PaidBenefit> Before { get; init; }
    public required IReadOnlyList<PaidBenefit> After { get; init; }

    /// <summary>What earlier months are short of, and what they paid too much, under the other law.</summary>
    public required Vnd Arrears { get; init; }
    public required Vnd Overpaid { get; init; }
    public required IReadOnlyList<BenefitMonth> RecomputedMonths { get; init; }

    /// <summary>Why a benefit paid before is not paid any more.</summary>
    public required IReadOnlyList<string> Why { get; init; }

    public Vnd Difference => Vnd.Sum(After.Select(paid => paid.Amount)) - Vnd.Sum(Before.Select(paid => paid.Amount));
    public bool IsGainer => Difference > Vnd.Zero;
    public bool IsLoser => Difference < Vnd.Zero;
    public bool IsChanged => RecomputedMonths.Count > 0 || !Before.Select(paid => (paid.Benefit, paid.Amount)).SequenceEqual(After.Select(paid => (paid.Benefit, paid.Amount)));
}

/// <summary>People and VND of the month to be paid under both laws.</summary>
public sealed record ImpactRow<TKey>(TKey Key, int PeopleBefore, Vnd Before, int PeopleAfter, Vnd After)
{
    public Vnd Difference => After - Before;
}

/// <summary>What another law would change.</summary>
/// <param name="Changed">People for whom anything changes, by area and person.</param>
/// <param name="People">Everybody with a decision who was looked at.</param>
public sealed record ImpactResult(
    ImpactRequest Request, IReadOnlyList<PersonImpact> Changed, int People, IReadOnlyList<ImpactRow<BenefitId>> Benefits, IReadOnlyList<ImpactRow<string>> Funds)
{
    public IReadOnlyList<PersonImpact> Gainers => [.. Changed.Where(person => person.IsGainer)];
    public IReadOnlyList<PersonImpact> Losers => [.. Changed.Where(person => person.IsLoser)];
    public Vnd Before => Vnd.Sum(Benefits.Select(row => row.Before));
    public Vnd After => Vnd.Sum(Benefits.Select(row => row.After));
    public Vnd Arrears => Vnd.Sum(Changed.Select(person => person.Arrears));
    public Vnd Overpaid => Vnd.Sum(Changed.Select(person => person.Overpaid));
}

/// <summary>Adds up people and VND by a key.</summary>
internal sealed class ImpactTotals<TKey>
    where TKey : notnull, IComparable<TKey>
{
    private readonly SortedDictionary<TKey, (int PeopleBefore, Vnd Before, int PeopleAfter, Vnd After)> _rows = [];

    public IReadOnlyList<ImpactRow<TKey>> Rows => [.. _rows.Select(row => new ImpactRow<TKey>(row.Key, row.Value.PeopleBefore, row.Value.Before, row.Value.PeopleAfter, row.Value.After))];

    /// <summary>Adds what one person is paid under both laws.</summary>
    public void Add(IReadOnlyList<(TKey Key, Vnd Amount)> before, IReadOnlyList<(TKey Key, Vnd Amount)> after)
    {
        foreach (var key in before.Concat(after).Select(paid => paid.Key).Distinct())
        {
            var row = _rows.GetValueOrDefault(key);
            var (was, will) = (before.Where(paid => paid.Key.CompareTo(key) == 0).ToList(), after.Where(paid => paid.Key.CompareTo(key) == 0).ToList());
            _rows[key] = (
                row.PeopleBefore + Math.Min(1, was.Count), row.Before + Vnd.Sum(was.Select(paid => paid.Amount)),
                row.PeopleAfter + Math.Min(1, will.Count), row.After + Vnd.Sum(will.Select(paid => paid.Amount)));
        }
    }
}

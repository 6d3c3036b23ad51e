using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AnSinh.Law.Tests.Determination;

public class OverlapSolverTests
{
    private static readonly OverlapRule Highest = new(OverlapRelation.Highest, RowNote.None);

    [Fact]
    public void Only_the_highest_stays()
    {
        var outcome = OverlapSolver.Solve(Claims(750, 1000), [new(0, 1, Highest)]);
        Assert.Equal([1], outcome.Kept);
        Assert.Equal((0, 1, Highest), Assert.Single(outcome.Lost));
    }

    [Fact]
    public void Equal_amounts_fall_to_the_order_of_the_pack() =>
        Assert.Equal([0], OverlapSolver.Solve(Claims(500, 500), [new(0, 1, Highest)]).Kept);

    [Fact]
    public void Two_that_go_together_beat_one_that_is_higher_than_each() =>
        Assert.Equal([0, 1], OverlapSolver.Solve(Claims(500, 750, 1000), [new(0, 2, Highest), new(1, 2, Highest)]).Kept);

    [Fact]
    public void A_bar_takes_away_even_the_higher()
    {
        var bars = new OverlapRule(OverlapRelation.FirstBarsSecond, RowNote.None);
        Assert.Equal([0], OverlapSolver.Solve(Claims(1, 1000), [new(0, 1, bars)]).Kept);
    }

    [Fact]
    public void A_pair_without_a_rule_stops_both_and_leaves_the_rest()
    {
        var none = new OverlapRule(OverlapRelation.NoRule, RowNote.None);
        var outcome = OverlapSolver.Solve(Claims(1, 2, 3), [new(0, 1, none)]);
        Assert.Equal([2], outcome.Kept);
        Assert.Single(outcome.Stopped);
    }

    [Fact]
    public void The_kept_claims_never_conflict_and_nothing_lost_could_be_added()
    {
        var inputs = from amounts in Gen.Choose(1, 9).ArrayOf(6)
                     from edges in Gen.Choose(0, 1).ArrayOf(15)
                     select (amounts, edges);
        Prop.ForAll(inputs.ToArbitrary(), input =>
        {
            var pairs = (from first in Enumerable.Range(0, 6) from second in Enumerable.Range(first + 1, 5 - first) select (first, second))
                .Where((_, index) => input.edges[index] == 1).Select(pair => new OverlapPair(pair.first, pair.second, Highest)).ToList();
            var kept = OverlapSolver.Solve(Claims([.. input.amounts.Select(amount => (long)amount)]), pairs).Kept.ToHashSet();
            var free = pairs.All(pair => !(kept.Contains(pair.First) && kept.Contains(pair.Second)));
            var maximal = Enumerable.Range(0, 6).Where(index => !kept.Contains(index)).All(index =>
                pairs.Any(pair => (pair.First == index && kept.Contains(pair.Second)) || (pair.Second == index && kept.Contains(pair.First))));
            return free && maximal;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static List<OverlapClaim> Claims(params long[] amounts) => [.. amounts.Select((amount, order) => new OverlapClaim(new PersonId("p"), Entitlement(amount), order))];

    private static Entitlement Entitlement(long amount) => new()
    {
        Benefit = new BenefitId("b"),
        Month = BenefitMonth.Parse("2026-11"),
        Kind = BenefitKind.Cash,
        Per = BenefitPeriod.Month,
        Amount = new Vnd(amount),
        Grade = EvidenceGrade.Verified,
        Payee = new Payee("p", "self"),
        Parts = [],
        Because = [],
        Facts = [],
        Parameters = [],
    };
}

using AnSinh.Law;
using AnSinh.Payroll.Impact;
using AnSinh.Payroll.Tests.Steps;
using Xunit;

namespace AnSinh.Payroll.Tests.Impact;

/// <summary>Twelve people with the social pension (500.000 đồng by the law known in August 2026), and a law that changes it.</summary>
public sealed class LawImpactTests : IDisposable
{
    private static readonly BenefitMonth August = new(2026, 8);

    private readonly SmallCommune _commune = new();

    public void Dispose() => _commune.Dispose();

    [Fact]
    public void A_higher_level_from_an_earlier_month_pays_more_and_arrears()
    {
        var result = Compare("{ id: htxh.muc, value: 600000 }", "parameters", from: SmallCommune.June);

        Assert.Equal((12, 12, 0), (result.People, result.Gainers.Count, result.Losers.Count));
        Assert.Equal((6_000_000, 7_200_000), (result.Before.Amount, result.After.Amount));
        Assert.Equal((2_400_000, 0), (result.Arrears.Amount, result.Overpaid.Amount));
        Assert.All(result.Changed, person => Assert.Equal([SmallCommune.June, SmallCommune.June.Next], person.RecomputedMonths));
        Assert.Equal(("htxh.75", 12, 12, 1_200_000), result.Benefits.Select(row => (row.Key.Value, row.PeopleBefore, row.PeopleAfter, row.Difference.Amount)).Single());
        Assert.Equal(1_200_000, result.Funds.Sum(row => row.Difference.Amount));
    }

    [Fact]
    public void Who_loses_a_benefit_is_named_with_the_reason_and_what_was_overpaid()
    {
        var result = Compare("{ id: htxh.75, switch: off }", "benefits", from: SmallCommune.June);

        Assert.Equal((0, 12), (result.Gainers.Count, result.Losers.Count));
        Assert.Equal(_commune.People.Order(), result.Losers.Select(person => person.Person));
        Assert.Equal((0, 12_000_000), (result.Arrears.Amount, result.Overpaid.Amount));
        Assert.All(result.Losers, person => Assert.NotEmpty(person.Why));
        Assert.All(result.Losers, person => Assert.Equal(-500_000, person.Difference.Amount));
    }

    [Fact]
    public void Without_a_first_month_only_the_month_itself_of_an_area_not_taken_over_is_compared()
    {
        var result = Compare("{ id: htxh.muc, value: 600000 }", "parameters", from: null);
        Assert.Equal((1_200_000, 0), ((result.After - result.Before).Amount, result.Arrears.Amount));
    }

    [Fact]
    public void The_same_law_changes_nothing() => Assert.Empty(LawImpact.Compare(_commune.Book, _ => PayrollWorld.Pack, _ => PayrollWorld.Pack, Request(SmallCommune.June)).Changed);

    [Fact]
    public void A_month_before_the_first_one_computed_is_refused() =>
        Assert.Throws<PayrollRefusedException>(() => LawImpact.Compare(_commune.Book, _ => PayrollWorld.Pack, _ => PayrollWorld.Pack, Request(August.Next)));

    private ImpactResult Compare(string change, string kind, BenefitMonth? from)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $$"""
                reform: thu
                name: { vi: "Thử", en: "Trial" }
                purpose: { vi: "Thử", en: "Trial" }
                in_force: 2026-08-20
                applies_from: 2026-06
                {{kind}}:
                  - {{change}}
                """);
            var reform = new ReformReader(PayrollWorld.Pack, August).ReadFiles([path])[0];
            var law = new ReformedLaw(PayrollWorld.Pack, reform);
            return LawImpact.Compare(_commune.Book, _ => PayrollWorld.Pack, month => law.For(month, August.Last), Request(from));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ImpactRequest Request(BenefitMonth? from) => new([SmallCommune.Area], August, August.Last, from);
}

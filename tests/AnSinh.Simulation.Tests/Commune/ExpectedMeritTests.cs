using AnSinh.Law;
using AnSinh.Simulation.Commune;
using AnSinh.Simulation.Commune.Merit;
using AnSinh.Simulation.Commune.Truth;
using Xunit;

namespace AnSinh.Simulation.Tests.Commune;

public sealed class ExpectedMeritTests(SampleFixture fixture) : IClassFixture<SampleFixture>
{
    private static readonly DateOnly Before = new(2026, 9, 24);
    private static readonly DateOnly After = new(2026, 10, 24);
    private readonly ExpectedMerit _merit = new();

    [Theory]
    [InlineData("2026-06", 5_809_000, 5_809_000)]
    [InlineData("2026-07", 5_809_000, 6_273_000)] // Decree 321/2026: from July, known from October
    public void The_raise_counts_from_july_as_soon_as_the_decree_is_in_force(string month, long before, long after)
    {
        var person = Invalid("65");
        Assert.Equal([new("ncc.tb", before)], _merit.Owed(person, BenefitMonth.Parse(month), Before));
        Assert.Equal([new("ncc.tb", after)], _merit.Owed(person, BenefitMonth.Parse(month), After));
    }

    [Fact]
    public void A_contradiction_owes_nothing()
    {
        var person = Invalid("45");
        Fact(person, "war_invalid_b", "true");
        Assert.Empty(_merit.Owed(person, new(2026, 6), Before));
    }

    [Theory]
    [InlineData(2026, 7, 1_400_000)]
    [InlineData(2026, 8, 0)]
    public void Worship_is_paid_once_a_year(int year, int month, long amount)
    {
        var person = Invalid("");
        Fact(person, "worships_martyrs", "1");
        Assert.Equal(amount, _merit.Owed(person, new(year, month), Before).Sum(claim => claim.Amount));
    }

    [Fact]
    public void Who_is_newly_named_by_the_register_of_merit_gets_a_decision_except_in_the_stories()
    {
        var without = fixture.Sample.People.Where(person => person.HasMerit && person.Awards.TrueForAll(award => !award.Benefit.StartsWith("ncc.", StringComparison.Ordinal))).ToList();
        Assert.Equal(3, without.Count);
        Assert.Contains(fixture.Sample.Stories.Single(story => story.Name == "merit_not_applied").Person, without);
    }

    [Fact]
    public void Three_months_are_paid_at_death_and_the_widow_follows_in_the_month_after()
    {
        var dead = fixture.Sample.Stories.Single(story => story.Name == "merit_death").Person;
        Assert.Equal(3 * 5_809_000, _merit.Owed(dead, new(2026, 8), Before).Single(claim => claim.Benefit == "ncc.tu_tran").Amount);
        Assert.Empty(_merit.Owed(dead.Spouse!, new(2026, 8), Before));
        Assert.Equal([new("ncc.tuat.tb", 1_565_000)], _merit.Owed(dead.Spouse!, new(2026, 9), Before));
    }

    private static SamplePerson Invalid(string percent)
    {
        var person = new SamplePerson { Born = new(1955, 1, 1), Sex = Sex.Male, Recorded = new(2026, 5, 20), HasMerit = true };
        if (percent.Length > 0)
        {
            Fact(person, "war_invalid", "true");
            Fact(person, "injury_percent", percent);
        }

        return person;
    }

    private static void Fact(SamplePerson person, string code, string value) => new MeritRegister(new(2026, 5, 20)).Fact(person, code, value);
}

using System.Text;
using AnSinh.Law.Tests.Bulk;
using AnSinh.Law.Tests.Pack;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Law.Tests.Horizon;

/// <summary>What is carried forward to a month within the horizon is what the determiner answers there.</summary>
public class LawHorizonTests(ITestOutputHelper output)
{
    private static readonly LawPack Pack = InstalledPack.Pack;

    [Fact]
    public void Random_households_have_the_same_answer_in_every_month_up_to_the_horizon()
    {
        var (households, carried, changed) = (0, 0, 0);
        var moving = new SortedSet<string>(StringComparer.Ordinal);
        var determiner = new Determiner(Pack);
        foreach (var (number, month) in Months().Index())
        {
            var horizon = new LawHorizon(Pack, month, KnownAt(month));
            Assert.Empty(horizon.Unfollowed);
            moving.UnionWith(horizon.Moving);
            var random = new RandomPeople(Pack, month, number, profiles: 12, linked: 8);
            var block = random.Block(40);
            var chance = new Random(number);
            foreach (var at in block.InTurn())
            {
                var household = WithEdges(at.Case(random.Dictionary), month, chance);
                var until = horizon.Until(household);
                var answer = Answer(determiner, household, month);
                households++;
                var (before, same) = (month, true);
                for (var later = month.Next; same && later <= month.AddMonths(6); before = later, later = later.Next)
                {
                    same = LawHorizon.SameLaw(Pack, before, KnownAt(before), later, KnownAt(later));
                    if (same && later <= until)
                    {
                        Assert.Equal(answer, Answer(determiner, household, later));
                        carried++;
                    }
                    else if (same && later == until.Next && Answer(determiner, household, later) != answer)
                    {
                        changed++;
                    }
                }
            }
        }

        Assert.Equal(["born", "convalescence_decided", "died", "merit_decided"], moving);
        output.WriteLine($"{households} households, {carried} months carried, {changed} horizons after which the answer was another");
        Assert.True(carried > 500, $"{carried} months carried for {households} households");
        Assert.True(changed > 100, $"{changed}: hardly any horizon was needed");
    }

    private static DateOnly KnownAt(BenefitMonth month) => month.Previous.First.AddDays(23);

    private static string Answer(Determiner determiner, CaseHousehold household, BenefitMonth month)
    {
        var text = new StringBuilder();
        foreach (var person in determiner.Determine(household, month, KnownAt(month), DeterminationDetail.Claims).People)
        {
            text.Append('\n').Append(person.Person);
            foreach (var entitlement in person.Claims.Concat(person.Entitlements))
            {
                text.Append("\n  ").Append(Encoding.UTF8.GetString(DeterminationJson.Write(entitlement, Pack.Hash)));
            }

            text.Append("\n  missing ").AppendJoin("; ", person.Missing.Select(missing => $"{missing.Fact}: {string.Join(", ", missing.Benefits)}"));
            text.Append("\n  stopped ").AppendJoin("; ", person.Stopped.Select(stopped => $"{stopped.Benefit} {stopped.Reason.Vi}"));
        }

        return text.ToString();
    }

    /// <summary>Some facts, awards and members of the household begin or end around the month.</summary>
    private static CaseHousehold WithEdges(CaseHousehold household, BenefitMonth month, Random chance)
    {
        DateOnly Day() => month.First.AddDays(chance.Next(-70, 220));
        DateRange Range(DateRange valid) => chance.Next(25) switch { 0 => new DateRange(Day(), null), 1 => new DateRange(null, Day()), _ => valid };
        IReadOnlyList<CaseFact> Facts(IReadOnlyList<CaseFact> facts) => [.. facts.Select(fact => fact with { Valid = Range(fact.Valid) })];
        var exact = chance.Next(3) > 0;
        return household with
        {
            Facts = Facts(household.Facts),
            Coverage = [.. household.Coverage.Select(coverage => coverage with { AsOf = chance.Next(40) == 0 ? month.First.AddMonths(chance.Next(-13, 6)) : month.First.AddYears(3) })],
            People = [.. household.People.Select(person => person with
            {
                Born = exact ? BirthDate.OfDay(person.Born.Earliest) : person.Born,
                Facts = Facts(person.Facts),
                Member = chance.Next(20) == 0 ? Range(new DateRange(null, Day())) : person.Member,
                Awards = [.. person.Awards.Select(award => award with { To = chance.Next(5) == 0 ? month.AddMonths(chance.Next(-1, 5)) : award.To })],
            })],
        };
    }

    private static IEnumerable<BenefitMonth> Months() => new BenefitMonth(2021, 7).To(new BenefitMonth(2027, 3));
}

using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Commune.Truth;

namespace AnSinh.Simulation.Commune;

/// <summary>Writes the decisions of the commune chair, and opens accounts for those who are paid by one.</summary>
public sealed class Decisions(Marginals marginals, ExpectedClaims expected, SeededRandom random)
{
    private static readonly BenefitMonth OldestDecision = new(2021, 8);
    private static readonly BenefitMonth OldestPension = new(2025, 7);
    private readonly Dictionary<int, int> _numbers = [];
    private int _refused;

    /// <summary>Decisions of earlier years for most of those whom the law serves in the month before the first one paid.</summary>
    public void GrantEarlier(IEnumerable<SamplePerson> people, DateOnly day)
    {
        var month = BenefitMonth.Of(day);
        foreach (var person in people)
        {
            foreach (var claim in expected.Owed(person, month, day))
            {
                var takeUp = marginals.PerThousand("take_up");
                if (random.Chance(takeUp))
                {
                    var since = Since(person, claim.Benefit, month, day);
                    var decidedIn = since == month ? month : since.AddMonths(random.Next(2));
                    var decided = decidedIn.First.AddDays(random.Between(3, decidedIn == month ? 14 : 26));
                    Grant(person, claim.Benefit, decided, day);
                }
            }
        }
    }

    public SampleAward Grant(SamplePerson person, string benefit, DateOnly decided, DateOnly recorded)
    {
        var certificate = benefit.StartsWith("tgxh.6", StringComparison.Ordinal)
            ? person.Facts.Where(fact => fact.Code == "disability_level" && fact.From <= decided).Max(fact => fact.From)
            : null;
        var award = new SampleAward(benefit, NextNumber(decided), decided, decided.AddDays(-random.Between(4, 12)), certificate,
            BenefitMonth.Of(decided), null, "granted", "", recorded);
        person.Awards.Add(award);
        if (person.Accounts.Count == 0 && random.Chance(marginals.PerThousand("account_holders")))
        {
            OpenAccount(person, decided, recorded);
        }

        return award;
    }

    /// <summary>A notice of refusal, signed four days before it is recorded; numbered by itself.</summary>
    public void Refuse(SamplePerson person, string benefit, DateOnly recorded)
    {
        var decided = recorded.AddDays(-4);
        person.Awards.Add(new SampleAward(benefit, string.Create(CultureInfo.InvariantCulture, $"{++_refused}/TB-UBND"), decided, decided.AddDays(-6), null, BenefitMonth.Of(decided), null, "refused", "", recorded));
    }

    public void OpenAccount(SamplePerson person, DateOnly from, DateOnly recorded, string? number = null)
    {
        var bank = random.PickWeighted(marginals.Banks, candidate => candidate.Weight);
        // Made up: every number begins with 99 and a closed one ends in 0000.
        number ??= string.Create(CultureInfo.InvariantCulture, $"99{random.Next(1_000_000):000000}{random.Between(1, 9999):0000}");
        person.Accounts.Add(new SampleAccount(bank, number, from, recorded));
    }

    public string NextNumber(DateOnly decided)
    {
        _numbers[decided.Year] = _numbers.GetValueOrDefault(decided.Year) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{_numbers[decided.Year]}/QĐ-UBND");
    }

    /// <summary>The first month of the unbroken time for which the benefit has been owed, not before decisions of the sample begin.</summary>
    private BenefitMonth Since(SamplePerson person, string benefit, BenefitMonth month, DateOnly day)
    {
        var oldest = benefit.StartsWith("htxh", StringComparison.Ordinal) ? OldestPension : OldestDecision;
        while (month > oldest && expected.Owed(person, month.Previous, day).Any(claim => claim.Benefit == benefit))
        {
            month = month.Previous;
        }

        return month;
    }
}

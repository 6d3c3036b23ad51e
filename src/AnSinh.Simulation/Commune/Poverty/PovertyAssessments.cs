using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Commune.Truth;

namespace AnSinh.Simulation.Commune.Poverty;

/// <summary>
/// What the yearly review of autumn 2025 found, valid from the first day that it decided about: figures that agree with the recognised status of every poor and near-poor household, and of a band just
/// above. Two households stand apart on purpose, as stories of the truth file: one recognised and assessed as not poor, one assessed as poor and never recognised.
/// </summary>
public sealed class PovertyAssessments(SampleCommune commune, ExpectedClaims expected, SeededRandom random)
{
    private const string Yearly = "Phiếu rà soát 2025";
    private const string AdHoc = "Phiếu rà soát thường xuyên";

    /// <summary>The first day that the review of autumn 2025 decided about.</summary>
    private static readonly DateOnly Decided = new(2026, 1, 1);

    private readonly HashSet<SamplePerson> _told = [.. commune.Stories.SelectMany(story => story.Person.Household.Members)];

    public void Run()
    {
        var contradicted = Contradicted();
        var unrecognised = Unrecognised(contradicted.Household.Village);
        foreach (var household in commune.Households.Where(household => Attested(household) is not null).ToList())
        {
            Follow(household, contradicted.Household);
        }

        Assess(unrecognised.Household, "poor", Decided, commune.Registered, Yearly);
        Above(unrecognised.Household);
        commune.Stories.Add(new("poverty_contradiction", contradicted, "Hộ đang là hộ nghèo nhưng số liệu rà soát không nghèo: dừng, chờ xác minh"));
        commune.Stories.Add(new("poverty_not_recognised", unrecognised, "Số liệu rà soát là hộ nghèo mà chưa được công nhận"));
    }

    /// <summary>Assessed in the yearly review, and again by each later decision on the status.</summary>
    private void Follow(SampleHousehold household, SampleHousehold contradicted)
    {
        foreach (var (status, index) in household.Facts.Where(fact => fact.Code == "poverty_status").ToList().Select((status, index) => (status, index)))
        {
            if (index == 0 && status.Recorded == commune.Registered)
            {
                Assess(household, household == contradicted ? "average" : status.Value!, Decided, commune.Registered, Yearly);
            }
            else if (status.Value == "none")
            {
                // The status still counts for the month in which it ends.
                Assess(household, "none", BenefitMonth.Of(status.From!.Value).Next.First, status.Recorded, AdHoc);
            }
            else
            {
                Assess(household, status.Value!, status.From!.Value, status.Recorded, AdHoc);
            }
        }
    }

    /// <summary>Households just above: assessed, and those of an average standard recognised as such.</summary>
    private void Above(SampleHousehold unrecognised)
    {
        var free = commune.Households.Where(household => household != unrecognised && Attested(household) is null && Quiet(household)).ToList();
        random.Shuffle(free);
        foreach (var band in PovertyBand.All.Values)
        {
            foreach (var household in free.Take(band.Households))
            {
                if (band.Class != "none")
                {
                    household.Facts.Add(new("poverty_status", band.Class, Decided, null, "poverty_list", "Quyết định rà soát cuối năm 2025", commune.Registered));
                }

                Assess(household, band.Class, Decided, commune.Registered, Yearly);
            }

            free.RemoveRange(0, band.Households);
        }
    }

    /// <summary>A small child whose allowance rests on the status alone, in a household where nothing else does.</summary>
    private SamplePerson Contradicted() => commune.People.First(person =>
        person.Awards is [{ Benefit: "tgxh.7" }] && person.AgeOn(new DateOnly(2027, 2, 1)) < 3 && Situations.IsPoor(person.Household) && Quiet(person.Household)
        && person.Household.Members.TrueForAll(member => member == person || (member.Awards.Count == 0 && member.AgeOn(Decided) < 57 && OwedNothing(member))));

    /// <summary>A small child too, in the same village: recognised, the household would be paid for it.</summary>
    private SamplePerson Unrecognised(string village) => commune.People.First(person =>
        person.Household.Village == village && person.AgeOn(new DateOnly(2026, 12, 31)) < 3 && person.Recorded == commune.Registered && Attested(person.Household) is null && Quiet(person.Household)
        && person.Household.Members.TrueForAll(member => member.Awards.Count == 0 && member.AgeOn(Decided) < 57 && OwedNothing(member)));

    private bool OwedNothing(SamplePerson member) => SampleCommune.LaterDays.All(day => expected.Owed(member, BenefitMonth.Of(day), day).Count == 0);

    private bool Quiet(SampleHousehold household) =>
        household.MovedTo is null && household.Members.TrueForAll(member => !_told.Contains(member) && member.Died is null && member.Recorded == commune.Registered);

    private static string? Attested(SampleHousehold household) => household.Facts.Find(fact => fact.Code == "poverty_status")?.Value;

    private void Assess(SampleHousehold household, string @class, DateOnly from, DateOnly recorded, string evidence)
    {
        var band = PovertyBand.All[@class];
        var (income, score) = band.Draw(random);
        // Most forms state both; a score alone cannot tell an average standard.
        var method = random.Next(10) switch { 0 => "income", 1 when @class is not "average" => "score", _ => "both" };
        void Fact(string code, string value) => household.Facts.Add(new(code, value, from, null, "poverty_review", evidence, recorded));

        household.Assessments.Add(new(@class, from, recorded));
        Fact("urban", "false");
        Fact("poverty_method", method);
        if (method != "income")
        {
            Fact("score_a", score.ToString(CultureInfo.InvariantCulture));
        }

        if (method != "score")
        {
            Fact("income_per_person", income.ToString(CultureInfo.InvariantCulture));
        }

        if (@class is "poor" or "near_poor")
        {
            foreach (var (code, lacks) in Deprivations.Draw(household, from, random.Between(band.DeprivedFrom, band.DeprivedTo), random))
            {
                Fact(code, lacks ? "true" : "false");
            }
        }
    }
}

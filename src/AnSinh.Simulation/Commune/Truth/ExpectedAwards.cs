using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>Which decisions the generator wrote are in force in a month, as recorded up to a day.</summary>
public static class ExpectedAwards
{
    /// <summary>A decision on the first also carries the second, without a new one (turning 75; turning 16 while studying).</summary>
    private static readonly HashSet<(string From, string To)> Continuations = [("htxh.70_74", "htxh.75"), ("tgxh.1.b", "tgxh.2"), ("tgxh.1.dd", "tgxh.2")];

    public static bool InForce(SamplePerson person, string benefit, BenefitMonth month, DateOnly known)
    {
        var paying = false;
        foreach (var row in person.Awards.Where(row => row.Benefit == benefit && row.Recorded <= known && row.From <= month && (row.To is not { } to || month <= to)))
        {
            paying = row.State is "granted" or "resumed";
        }

        return paying;
    }

    /// <summary>Whether a decision in force carries the benefit, its own or one that continues into it.</summary>
    public static bool Carries(SamplePerson person, string benefit, BenefitMonth month, DateOnly known) =>
        person.Awards.Any(award => Reaches(award.Benefit, benefit) && InForce(person, award.Benefit, month, known));

    public static bool Reaches(string awarded, string benefit) => awarded == benefit || Continuations.Contains((awarded, benefit));
}

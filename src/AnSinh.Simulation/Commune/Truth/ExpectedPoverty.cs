using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>What the generator knows of recognised and assessed poverty: it made both up, class by class.</summary>
public static class ExpectedPoverty
{
    /// <summary>The class that the figures valid on the last day of the month give; null where nobody assessed the household.</summary>
    public static string? Assessed(SampleHousehold household, BenefitMonth month, DateOnly known) =>
        household.Assessments.LastOrDefault(assessment => assessment.From <= month.Last && assessment.Recorded <= known)?.Class;

    /// <summary>The strongest class recognised on any day of the month; none where there is no decision.</summary>
    public static string Attested(SampleHousehold household, BenefitMonth month, DateOnly known)
    {
        var values = ExpectedFacts.DuringMonth(household.Facts, "poverty_status", month, known);
        return new[] { "poor", "near_poor", "average" }.FirstOrDefault(values.Contains) ?? "none";
    }

    /// <summary>Recognised as poor or near-poor while the figures say less: what rests on the recognition stops until somebody has looked.</summary>
    public static bool Contradicts(SampleHousehold household, BenefitMonth month, DateOnly known) =>
        Attested(household, month, known) is "poor" or "near_poor" && Assessed(household, month, known) is "average" or "none";

    /// <summary>Whether the household lives in the commune on the day, as known then.</summary>
    public static bool LivesHere(SampleHousehold household, DateOnly day) => household.MovedTo is not { } moved || moved.Recorded > day || moved.From > day;
}

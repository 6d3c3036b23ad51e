using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>Reads what the generator made up about somebody in a month, as recorded up to a day.</summary>
public static class ExpectedFacts
{
    private static readonly string?[] Nothing = [null];

    /// <summary>The values on the days of the month, one for each day (one alone where it never changes); of two facts on a day the one recorded later counts. Null is silence.</summary>
    public static IReadOnlyList<string?> DuringMonth(IReadOnlyList<SampleFact> facts, string code, BenefitMonth month, DateOnly known)
    {
        List<SampleFact>? found = null;
        foreach (var fact in facts)
        {
            if (fact.Code == code && fact.Recorded <= known)
            {
                (found ??= []).Add(fact);
            }
        }

        if (found is null)
        {
            return Nothing;
        }

        if (found is [var only] && !(only.From > month.First) && !(only.To < month.Last))
        {
            return [only.Value];
        }

        var rows = found.OrderByDescending(fact => fact.Recorded).ToList();

        var values = new List<string?>();
        for (var day = month.First; day <= month.Last; day = day.AddDays(1))
        {
            values.Add(rows.FirstOrDefault(row => (row.From is not { } from || from <= day) && (row.To is not { } to || day <= to))?.Value);
        }

        return values;
    }

    /// <summary>Whether the fact had the value on any day of the month.</summary>
    public static bool Any(IReadOnlyList<SampleFact> facts, string code, string value, BenefitMonth month, DateOnly known) =>
        DuringMonth(facts, code, month, known).Contains(value);

    public static bool Silent(IReadOnlyList<SampleFact> facts, string code, BenefitMonth month, DateOnly known) =>
        DuringMonth(facts, code, month, known).All(value => value is null);
}

using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>Levels and coefficients for the truth file's own arithmetic (<c>Data/expected-law.csv</c>); nothing is paid from them.</summary>
public sealed class ExpectedLaw
{
    private readonly List<(string What, BenefitMonth From, DateOnly KnownFrom, long Value)> _rows = [.. Marginals.Rows("expected-law").Select(row =>
        (row[0], BenefitMonth.Parse(row[1]), DateOnly.ParseExact(row[2], "yyyy-MM-dd", CultureInfo.InvariantCulture), long.Parse(row[3], CultureInfo.InvariantCulture)))];

    /// <summary>Đồng for a coefficient (in tenths, by its name in the file) times units in a month, as known on a day.</summary>
    public long Amount(string coefficient, BenefitMonth month, DateOnly known, int units = 1)
    {
        var tenths = _rows.Single(row => row.What == "coefficient:" + coefficient).Value;
        var level = _rows.Where(row => row.What == "level" && row.From <= month && row.KnownFrom <= known).MaxBy(row => row.From.Index).Value;
        return tenths * units * level / 10;
    }
}

using System.Globalization;

namespace AnSinh.Simulation.Commune.Poverty;

/// <summary>
/// Figures that a yearly review finds for a class (<c>Data/poverty-bands.csv</c>): income per person in VND a month, score A in points, how many of the twelve indicators are deprived, and how many
/// households that are neither poor nor near-poor were assessed with them.
/// </summary>
public sealed record PovertyBand(string Class, int IncomeFrom, int IncomeTo, int ScoreFrom, int ScoreTo, int DeprivedFrom, int DeprivedTo, int Households)
{
    private const int IncomeStep = 10_000;

    public static IReadOnlyDictionary<string, PovertyBand> All { get; } = Marginals.Rows("poverty-bands").Select(row =>
    {
        var numbers = row.Skip(1).Select(text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        return new PovertyBand(row[0], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }).ToDictionary(band => band.Class);

    /// <summary>An income of the band, and the score that goes with it give or take some points.</summary>
    public (int Income, int Score) Draw(SeededRandom random)
    {
        var income = random.Between(IncomeFrom / IncomeStep, IncomeTo / IncomeStep) * IncomeStep;
        var score = ScoreFrom + (int)((long)(ScoreTo - ScoreFrom) * (income - IncomeFrom) / (IncomeTo - IncomeFrom)) + random.Between(-9, 9);
        return (income, Math.Clamp(score, ScoreFrom, ScoreTo));
    }
}

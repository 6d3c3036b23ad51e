using AnSinh.Law;

namespace AnSinh.Simulation.Inputs;

/// <summary>What share of those entitled receives a benefit, in millionths; 100 % where nothing is said.</summary>
public sealed class TakeUpRates
{
    public const int Whole = 1_000_000;

    private readonly Dictionary<BenefitId, int> _rates;

    private TakeUpRates(Dictionary<BenefitId, int> rates) => _rates = rates;

    /// <summary>Everybody who is entitled receives.</summary>
    public static TakeUpRates Full { get; } = new([]);

    public int Of(BenefitId benefit) => _rates.GetValueOrDefault(benefit, Whole);

    /// <summary>
    /// Reads a table with the columns <c>benefit</c> (id of a benefit, a group or a programme; the narrower counts) and <c>percent</c> (0 to 100, at most four decimals).
    /// </summary>
    /// <exception cref="LawPackException">The table has faults; all of them are listed.</exception>
    public static TakeUpRates Read(string path, LawPack law)
    {
        var faults = new PackFaults();
        var (byName, benefits) = (new Dictionary<string, int>(StringComparer.Ordinal), law.Benefits);
        foreach (var row in PlainTable.Read(path, ["benefit", "percent"], [], faults)?.Rows ?? [])
        {
            var name = row.Text("benefit");
            if (!benefits.All.Any(benefit => benefit.Id.Value == name || benefit.Group == name || benefit.Programme.Id == name))
            {
                row.Fault("benefit", $"không có chế độ, nhóm hay chương trình '{name}'", $"there is no benefit, group or programme '{name}'");
            }

            if (row.Number("percent", 0, 100) is { } percent)
            {
                if (percent * 10_000 != decimal.Truncate(percent * 10_000))
                {
                    row.Fault("percent", "nhiều nhất bốn chữ số thập phân", "at most four decimals");
                }
                else if (!byName.TryAdd(name, (int)(percent * 10_000)))
                {
                    row.Fault("benefit", $"'{name}' ghi hai lần", $"'{name}' is listed twice");
                }
            }
        }

        faults.ThrowIfAny();
        var rates = new Dictionary<BenefitId, int>();
        foreach (var benefit in benefits.All)
        {
            if (byName.TryGetValue(benefit.Id.Value, out var rate) || byName.TryGetValue(benefit.Group, out rate) || byName.TryGetValue(benefit.Programme.Id, out rate))
            {
                rates[benefit.Id] = rate;
            }
        }

        return new TakeUpRates(rates);
    }
}

using AnSinh.Law;

namespace AnSinh.Simulation.Inputs;

/// <summary>
/// Incomes that the user supposes for households of which none is known: VND a month for each member, by province, poverty status and area. Where several rows fit equally well, each household
/// is given one of them by their shares and by its place in the file, always the same one.
/// </summary>
public sealed class IncomeTable
{
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private readonly (long[] UpTo, long[] Incomes)[] _byProfile;

    private IncomeTable((long[], long[])[] byProfile) => _byProfile = byProfile;

    /// <summary>
    /// Reads a table with the columns <c>income</c> (VND), and where wanted <c>province</c> (code), <c>poverty_status</c>, <c>urban</c> (true or false), each empty for "all others", and
    /// <c>share</c> (whole number). The row that names most of a household's marks counts, a province before a status before an area.
    /// </summary>
    /// <exception cref="LawPackException">The table has faults or leaves households without an income; everything is listed.</exception>
    public static IncomeTable Read(string path, PeopleDictionary dictionary, FactCatalog facts)
    {
        var faults = new PackFaults();
        var rows = new List<Line>();
        var statuses = facts.Find("poverty_status")!.Values.Select(value => value.Code).ToList();
        foreach (var row in PlainTable.Read(path, ["income"], ["province", "poverty_status", "urban", "share"], faults)?.Rows ?? [])
        {
            var (province, status, urban) = (row.Text("province"), row.Text("poverty_status"), row.Text("urban"));
            if (province.Length > 0 && !(PlaceCode.TryParse(province, out var place) && place.IsProvince))
            {
                row.Fault("province", $"'{province}' không đúng; cần mã tỉnh hai chữ số", $"'{province}' is wrong; expected a province code of two digits");
            }

            if (status.Length > 0 && !statuses.Contains(status))
            {
                row.Fault("poverty_status", $"'{status}' không đúng; cần một trong {string.Join(", ", statuses)}", $"'{status}' is wrong; expected one of {string.Join(", ", statuses)}");
            }

            if (urban is not ("" or "true" or "false"))
            {
                row.Fault("urban", $"'{urban}' không đúng; cần true hoặc false", $"'{urban}' is wrong; expected true or false");
            }

            var income = row.Number("income", 0, 10_000_000_000);
            var share = row.Text("share").Length == 0 ? 1 : row.Number("share", 1, 1_000_000);
            if (income is { } dong && share is { } weight)
            {
                rows.Add(new Line(province, status, urban, (long)dong, (long)weight));
            }
        }

        faults.ThrowIfAny();
        var byProfile = dictionary.Households.Select(profile => Fitting(rows, profile)).ToArray();
        foreach (var lacking in dictionary.Households.Index().Where(profile => byProfile[profile.Index].Incomes.Length == 0).Select(profile => Marks(profile.Item)).Distinct().Take(10))
        {
            faults.Add(path, 1, 1, $"không hàng nào cho hộ ở tỉnh {lacking.Province}, diện '{lacking.Status}', thành thị '{lacking.Urban}'", $"no row for households of province {lacking.Province}, status '{lacking.Status}', urban '{lacking.Urban}'");
        }

        faults.ThrowIfAny();
        return new IncomeTable(byProfile);
    }

    /// <summary>VND a month for each member.</summary>
    public long Of(int profile, int block, int household)
    {
        var (upTo, incomes) = _byProfile[profile];
        if (incomes.Length == 1)
        {
            return incomes[0];
        }

        var mixed = unchecked(((((ulong)(uint)block << 32) | (uint)household) + 1) * Spread);
        mixed = unchecked((mixed ^ (mixed >> 29)) * Spread);
        var draw = (long)((mixed >> 33) % (ulong)upTo[^1]);
        return incomes[Array.FindIndex(upTo, bound => draw < bound)];
    }

    private static (long[] UpTo, long[] Incomes) Fitting(List<Line> rows, HouseholdProfile profile)
    {
        var marks = Marks(profile);
        var fitting = rows.Where(row => Fits(row.Province, marks.Province) && Fits(row.Status, marks.Status) && Fits(row.Urban, marks.Urban)).ToList();
        var best = fitting.GroupBy(row => (row.Province.Length > 0 ? 4 : 0) + (row.Status.Length > 0 ? 2 : 0) + (row.Urban.Length > 0 ? 1 : 0)).MaxBy(group => group.Key)?.ToList() ?? [];
        var (upTo, sum) = (new long[best.Count], 0L);
        for (var index = 0; index < best.Count; index++)
        {
            upTo[index] = sum += best[index].Share;
        }

        return (upTo, [.. best.Select(row => row.Income)]);
    }

    private static bool Fits(string wanted, string mark) => wanted.Length == 0 || wanted == mark;

    private static (string Province, string Status, string Urban) Marks(HouseholdProfile profile) =>
        (profile.Province.Value, FactOf(profile, "poverty_status") ?? "none", FactOf(profile, "urban") ?? "false");

    internal static string? FactOf(HouseholdProfile profile, string code) => profile.Facts.LastOrDefault(fact => fact.Code == code)?.Value;

    private sealed record Line(string Province, string Status, string Urban, long Income, long Share);
}

using Xunit;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Cases.Tests;

/// <summary>Every number of people with merit in the pack, held cell by cell against the register of facts of the law that was compiled from the decrees.</summary>
public sealed class MeritAgainstTheReferenceTests
{
    private const string Reference = "assistance-pension-poverty-merit.yaml";

    private static readonly string[] Periods = ["2023-07", "2024-07", "2026-07"];

    [SharedLawFact]
    public void Every_monthly_level_is_the_one_of_the_annex()
    {
        var parameters = LawTables.Rows("merit-reference-levels.csv").ToDictionary(cells => cells[0], cells => cells[1]);
        var levels = Root().At("merit_monthly_levels").At("levels").Items().ToList();
        Assert.Equal(parameters.Keys.Order(StringComparer.Ordinal), levels.Select(level => level.At("id").Text()!).Order(StringComparer.Ordinal));
        NoFault(levels.SelectMany(level => Periods.Zip(["y2023", "y2024", "estimate_2026"], (period, column) => Cell(parameters[level.At("id").Text()!], period, null, level.At(column).Text()!))), 3 * 52);
    }

    [SharedLawFact]
    public void Every_cell_of_both_tables_of_war_invalids_is_the_one_of_the_annex()
    {
        var tables = Root().At("merit_war_invalid_by_percent");
        NoFault(from pair in new[] { ("ncc.thuong_binh.theo_ty_le", "thuong_binh"), ("ncc.thuong_binh_b.theo_ty_le", "thuong_binh_loai_B") }
                from period in Periods
                from cell in tables.At($"{pair.Item2}_{(period == "2023-07" ? "2023" : "2024")}").Entries()
                select Cell(pair.Item1, period, cell.Key, period == "2026-07" ? Estimate(cell.Value.Text()!) : cell.Value.Text()!), 2 * 3 * 80);
    }

    [SharedLawFact]
    public void Every_multiple_of_the_one_off_benefits_is_the_one_of_the_annex()
    {
        var items = Root().At("merit_one_off").At("items").Entries().ToDictionary(item => item.Key, item => item.Value.Text()!);
        var parameters = LawTables.Rows("merit-reference-multiples.csv").ToDictionary(cells => cells[0], cells => cells[1]);
        Assert.Equal(items.Keys.Order(StringComparer.Ordinal), parameters.Keys.Order(StringComparer.Ordinal));
        NoFault(items.Select(item => Cell(parameters[item.Key], "2023-07", null, item.Value)), 16);
    }

    [SharedLawFact]
    public void The_standard_is_the_one_of_the_decrees()
    {
        var values = Root().At("parameters").Items().Single(parameter => parameter.At("id").Text() == "ncc.muc_chuan").At("values").Items()
            .Where(value => Periods.Contains(value.At("from").Text()?[..7])).ToList();
        NoFault(values.Select(value => Cell("ncc.muc_chuan", value.At("from").Text()![..7], null, value.At("value").Text()!)), 3);
    }

    /// <summary>Null where the pack has the number, else what is wrong.</summary>
    private static string? Cell(string parameter, string from, string? key, string wanted)
    {
        var value = LawTables.Parameters.SingleOrDefault(known => known.Id == parameter && known.From == from);
        var found = value is null ? null : key is null ? value.Value : value.Cells.GetValueOrDefault(key);
        return found is not null && Read(found).Equals(Read(wanted)) ? null : $"{parameter} from {from} {key}: {found ?? "nothing"}, the reference has {wanted}";
    }

    private static Exact Read(string text) => Exact.Read(text.Replace('.', ','))!.Value;

    /// <summary>The level of 2024 times 3.012/2.789, down to whole thousands: the tables of 2026 have not been read.</summary>
    private static string Estimate(string level) => (Read(level).Digits * 3012 / 2789 / 1000 * 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void NoFault(IEnumerable<string?> cells, int expected)
    {
        var all = cells.ToList();
        Assert.Equal(expected, all.Count);
        Assert.True(all.All(fault => fault is null), string.Join('\n', all.Where(fault => fault is not null)));
    }

    private static YamlMappingNode Root() => SharedLaw.Read(Reference);
}

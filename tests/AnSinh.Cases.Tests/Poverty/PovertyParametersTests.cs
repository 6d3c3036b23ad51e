using YamlDotNet.RepresentationModel;
using Xunit;

namespace AnSinh.Cases.Tests.Poverty;

/// <summary>The poverty parameters of the pack, month by month, against the compiled facts of the law.</summary>
public class PovertyParametersTests
{
    /// <summary>The pack's parameter, the parameter of the compiled facts, and the part of its value where it has several.</summary>
    private static readonly (string Pack, string Shared, string? Part)[] Same =
    [
        ("ngheo.thu_nhap.nong_thon", "ngheo.thu_nhap.nong_thon", null),
        ("ngheo.thu_nhap.thanh_thi", "ngheo.thu_nhap.thanh_thi", null),
        ("ngheo.so_chi_so_nguong", "ngheo.so_chi_so_nguong", null),
        ("ngheo.diem_a.nong_thon", "ngheo.diem_a.nong_thon", null),
        ("ngheo.diem_a.thanh_thi", "ngheo.diem_a.thanh_thi", null),
        ("ngheo.diem_b.nguong", "ngheo.diem_b.nguong", null),
        ("ngheo.muc_song_tb.nong_thon", "ngheo.muc_song_tb.nong_thon", "to"),
        ("ngheo.muc_song_tb.thanh_thi", "ngheo.muc_song_tb.thanh_thi", "to"),
        ("ngheo.thu_nhap_thap.nong_thon", "ngheo.thu_nhap_thap", "rural"),
        ("ngheo.thu_nhap_thap.thanh_thi", "ngheo.thu_nhap_thap", "urban"),
    ];

    [SharedLawFact]
    public void Every_month_of_every_poverty_parameter_equals_the_compiled_facts()
    {
        var faults = (
            from pair in Same
            let pack = LawTables.Parameters.Where(value => value.Id == pair.Pack).Select(value => (value.From, value.To, value.Value)).ToList()
            let compiled = Shared(pair.Shared).Select(value => (value.At("from").Text()![..7], value.At("to").Text()?[..7], Part(value, pair.Part))).ToList()
            from month in Months()
            let own = Value(pack, month)
            let shared = Value(compiled, month)
            where own != shared
            select $"{pair.Pack} {month}: {own ?? "–"}, compiled {shared ?? "–"}").ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [SharedLawFact]
    public void The_average_living_standard_begins_where_the_income_criterion_ends()
    {
        foreach (var area in new[] { "nong_thon", "thanh_thi" })
        {
            var band = Shared("ngheo.muc_song_tb." + area).Single().At("value").At("above").Text();
            Assert.Equal(band, Value(LawTables.Parameters.Where(value => value.Id == "ngheo.thu_nhap." + area).Select(value => (value.From, value.To, value.Value)), "2022-01"));
        }
    }

    [SharedLawFact]
    public void Every_poverty_parameter_of_either_side_is_compared()
    {
        var compiled = SharedLaw.Read("assistance-pension-poverty-merit.yaml").At("parameters").Items().Select(item => item.At("id").Text()!).Where(id => id.StartsWith("ngheo.", StringComparison.Ordinal));
        Assert.Equal(compiled.Order(StringComparer.Ordinal), Same.Select(pair => pair.Shared).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(LawTables.Parameters.Select(value => value.Id).Where(id => id.StartsWith("ngheo.", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal), Same.Select(pair => pair.Pack).Order(StringComparer.Ordinal));
    }

    /// <summary>The pack begins in 2022: the standard of 2016 to 2021 asked other indicators.</summary>
    private static IEnumerable<string> Months() => Enumerable.Range(2022 * 12, 10 * 12).Select(index => $"{index / 12:D4}-{(index % 12) + 1:D2}");

    private static IEnumerable<YamlNode> Shared(string id) =>
        SharedLaw.Read("assistance-pension-poverty-merit.yaml").At("parameters").Items().Single(item => item.At("id").Text() == id).At("values").Items();

    private static string Part(YamlNode value, string? part) => (part is null ? value.At("value") : value.At("value").At(part)).Text()!;

    private static string? Value(IEnumerable<(string From, string? To, string Value)> values, string month) =>
        values.Where(value => string.CompareOrdinal(value.From, month) <= 0 && (value.To is null || string.CompareOrdinal(month, value.To) <= 0)).OrderBy(value => value.From, StringComparer.Ordinal).LastOrDefault().Value;
}

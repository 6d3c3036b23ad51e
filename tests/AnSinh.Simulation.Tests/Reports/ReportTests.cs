using System.Text.Json;
using System.Text.RegularExpressions;
using AnSinh.Simulation.Inputs;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Reports;
using AnSinh.Simulation.Runs;
using AnSinh.Simulation.Tests.Runs;
using Xunit;

namespace AnSinh.Simulation.Tests.Reports;

/// <summary>Pages and files of a simulation of <see cref="FiveHouseholds"/>.</summary>
public class ReportTests
{
    private static readonly SimulationResult Result = new FiveHouseholds { Origin = PopulationOrigin.Drawn }.Run("2026-11", "2026-12", FiveHouseholds.Level("2026-10", "2026-12-01"), FiveHouseholds.NoSmallChildren);
    private static readonly ReportTables Tables = new(Result);

    [Theory]
    [InlineData(true, "Thay đổi chi phí so với pháp luật hiện hành", "Đủ điều kiện chưa phải là được chi trả")]
    [InlineData(false, "Change of cost against the law as it is", "Being entitled is not being paid")]
    public void A_page_stands_in_its_language_and_refers_to_nothing_outside(bool vietnamese, string caption, string note)
    {
        var page = ReportHtml.Write(Result, Tables, vietnamese);
        Assert.Contains(caption, page, StringComparison.Ordinal);
        Assert.Contains(note, page, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(?i)https?:|//|src=|<script|<link|@import|url\(""", page);
        Assert.All(Regex.Matches(page, "href=\"([^\"]*)\""), link => Assert.StartsWith("#p", link.Groups[1].Value, StringComparison.Ordinal));
        Assert.DoesNotContain("<muc-chuan>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;muc-chuan&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_picture_carries_the_mark_of_a_synthetic_nation_and_a_title()
    {
        var page = ReportHtml.Write(Result, Tables, vietnamese: true);
        var pictures = Regex.Matches(page, "<figure>.*?</figure>", RegexOptions.Singleline);
        Assert.True(pictures.Count >= 8, $"{pictures.Count} pictures");
        Assert.All(pictures, picture =>
        {
            Assert.Contains("Dân số giả lập", picture.Value, StringComparison.Ordinal);
            Assert.Matches("<title>[^<]+</title><desc>[^<]+</desc>", picture.Value);
        });
        Assert.Equal(34, Regex.Count(page, "<path id=\"p[0-9]{2}\""));
    }

    [Fact]
    public void Supposed_incomes_mark_every_page_picture_and_file_as_illustrative()
    {
        var people = new FiveHouseholds { Origin = PopulationOrigin.Drawn };
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "poverty_status,income\npoor,900000\n,2500000\n");
        var inputs = people.Inputs("2026-11", "2026-11", FiveHouseholds.Level()) with { Incomes = IncomeTable.Read(path, people.Dictionary, FiveHouseholds.Law.Facts) };
        File.Delete(path);
        var result = new SimulationRun(inputs).Run(1);
        var tables = new ReportTables(result);
        Assert.All(Regex.Matches(ReportHtml.Write(result, tables, vietnamese: false), "<figure>.*?</figure>", RegexOptions.Singleline), picture => Assert.Contains("ILLUSTRATIVE", picture.Value, StringComparison.Ordinal));
        Assert.All(ReportData.Csv(result, tables, vietnamese: false).TrimEnd().Split("\r\n").Skip(1), row => Assert.EndsWith("\"ILLUSTRATIVE: synthetic population, incomes supposed by the user\"", row, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(ReportData.Json(result, tables, null));
        Assert.True(json.RootElement.GetProperty("illustrative").GetBoolean());
        Assert.Contains(json.RootElement.GetProperty("tables").EnumerateArray(), table => table.GetProperty("id").GetString() == "poverty");
    }

    [Fact]
    public void Without_incomes_there_is_no_figure_of_poverty()
    {
        Assert.Null(Tables.Find("poverty"));
        Assert.Contains("--incomes", ReportHtml.Write(Result, Tables, vietnamese: true), StringComparison.Ordinal);
    }

    [Fact]
    public void An_income_table_that_leaves_households_out_is_refused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "poverty_status,income\npoor,900000\n");
        var error = Assert.Throws<AnSinh.Law.LawPackException>(() => IncomeTable.Read(path, new FiveHouseholds().Dictionary, FiveHouseholds.Law.Facts));
        Assert.Contains("status 'none'", error.Faults[0].En, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void Json_says_how_many_cells_decided_and_every_table_adds_up()
    {
        using var json = JsonDocument.Parse(ReportData.Json(Result, Tables, 1.5m));
        var tables = json.RootElement.GetProperty("tables").EnumerateArray().ToDictionary(table => table.GetProperty("id").GetString()!, table => table.GetProperty("rows").EnumerateArray().ToList());
        Assert.All(tables["cells"], row => Assert.True(row.GetProperty("cells").GetInt64() > 0));
        var total = tables["summary"][1].GetProperty("cost").GetInt64();
        Assert.Equal(2 * 3_915_000, total);
        foreach (var table in new[] { "benefits", "funds", "provinces", "months" })
        {
            Assert.Equal(total, tables[table].Sum(row => row.GetProperty("cost:muc-chuan").GetInt64()));
        }
    }
}

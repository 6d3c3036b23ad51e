using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AnSinh.Law;
using AnSinh.Simulation.Reports;
using ReportTable = AnSinh.Simulation.Reports.ReportTable;
using ReportColumn = AnSinh.Simulation.Reports.ReportColumn;
using AnSinh.Storage;
using AnSinh.Web.Access;
using AnSinh.Web.Analyst;
using Xunit;

namespace AnSinh.Web.Tests.Analyst;

/// <summary>The analyst's desk over the register of the demonstration.</summary>
[Collection(DemonstrationSite.Collection)]
public class AnalystTests(DemonstrationSite site)
{
    private const string Raised = "/phan-tich?m.tgxh.muc_chuan=700.000";

    [Fact]
    public async Task A_raised_standard_level_costs_more_and_nobody_loses()
    {
        using var client = await site.LoggedInAsync("phantich");
        var figures = JsonNode.Parse(await client.GetStringAsync("/phan-tich/so-lieu.json?m.tgxh.muc_chuan=700.000"))!;
        var rows = figures["tables"]!.AsArray().Single(table => table!["id"]!.GetValue<string>() == "summary")!["rows"]!.AsArray();
        Assert.Equal(2, rows.Count);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(Raised));
        Assert.Contains("Thay đổi chi phí", page, StringComparison.Ordinal);
        Assert.Contains(", 0 người bị bớt", page, StringComparison.Ordinal);
        Assert.Contains("value=\"700.000\"", page, StringComparison.Ordinal);
        var law = RunningSite.Pack.Parameters.Find("tgxh.muc_chuan")!.At(BenefitMonth.Of(site.Database.Clock.TodayInVietNam()), site.Database.Clock.TodayInVietNam(), default)!.Value;
        Assert.Contains($"luật: {law.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', '.')}", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m.tgxh.muc_chuan=-1")]
    [InlineData("m.tgxh.muc_chuan=abc")]
    [InlineData("m.tgxh.muc_chuan=9999999999999")]
    [InlineData("m.tgxh.mai_tang=1,23456")]
    public async Task A_value_that_cannot_be_is_said_beside_its_field_and_kept(string query)
    {
        using var client = await site.LoggedInAsync("phantich");
        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/phan-tich?{query}"));
        Assert.Contains("cần một số không âm", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{query.Split('=')[1]}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"ket-qua\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenarios_are_kept_linked_compared_exported_and_a_name_runs_no_formula()
    {
        using var client = await site.LoggedInAsync("phantich");
        using var kept = await DemonstrationSite.PostAsync(client, Raised, "keep", ("ten-kich-ban", "=1+1"));
        var address = kept.Headers.Location!.ToString();
        using var second = await DemonstrationSite.PostAsync(client, "/phan-tich?m.htxh.muc=600.000", "keep", ("ten-kich-ban", "Hưu trí 600"));
        using var other = await site.LoggedInAsync("giamsat");
        Assert.Contains("=1+1", WebUtility.HtmlDecode(await other.GetStringAsync(address)), StringComparison.Ordinal);
        var both = WebUtility.HtmlDecode(await client.GetStringAsync($"{address}&{second.Headers.Location!.ToString().Split('?')[1]}"));
        Assert.Contains("Hưu trí 600", both, StringComparison.Ordinal);
        var csv = Encoding.UTF8.GetString(await client.GetByteArrayAsync($"/phan-tich/so-lieu.csv?{address.Split('?')[1]}"));
        Assert.Contains("1+1", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|[,\n\r])\"?[=+@-][^0-9]", csv);
        var workbook = await client.GetByteArrayAsync($"/phan-tich/so-lieu.xlsx?{address.Split('?')[1]}");
        Assert.Equal("PK"u8.ToArray(), workbook[..2]);
        (await DemonstrationSite.PostAsync(client, "/phan-tich", "remove", ("bo", address.Split('=')[1]))).Dispose();
        Assert.DoesNotContain("=1+1", WebUtility.HtmlDecode(await client.GetStringAsync("/phan-tich")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_area_sees_the_figures_of_its_own_register_only()
    {
        NewAccount.Add(new AccountBook(site.Database), "phantich-khac", "Phân tích tỉnh khác", DemoAccounts.Password, [new Grant(Role.Analyst, PlaceCode.Parse(site.Commune.Value.StartsWith("01", StringComparison.Ordinal) ? "79" : "01"))], "test");
        using var client = await site.LoggedInAsync("phantich-khac");
        var figures = JsonNode.Parse(await client.GetStringAsync("/phan-tich/so-lieu.json"))!;
        Assert.Equal(0, figures["population"]!["persons"]!.GetValue<long>());
    }

    [Fact]
    public void Rows_of_few_people_are_hidden_and_none_of_them_alone()
    {
        var table = new ReportTable("x", new("x", "x"), [new("name", new("a", "a")), new("people", new("b", "b"), ReportUnit.Count), new("cost", new("c", "c"), ReportUnit.Dong)], [.. new[] { 40, 3, 7, 0 }.Select(people => new[] { ReportCell.Of($"r{people}"), ReportCell.Of(people), ReportCell.Of(people * 1000) })]);
        var shown = SmallCells.Hide(table).Rows.Select(row => (row[0].Text!.Vi, row[1].Number, row[2].Number)).ToList();
        Assert.Equal([("r40", 40, 40_000), ("r3", null, null), ("r7", null, null), ("r0", 0, 0)], shown);
        Assert.Equal(new HashSet<int> { 1, 2 }, AnSinh.Web.Totals.OpenTotals.Hidden([40, 3, 7, 0]));
        Assert.Empty(AnSinh.Web.Totals.OpenTotals.Hidden([40, 5, 7, 0]));
    }

    [Fact]
    public void Few_people_without_an_answer_do_not_hide_the_figures_of_the_others()
    {
        var table = new ReportTable("summary", new("x", "x"), [new("people_reached", new("a", "a"), ReportUnit.Count), new("cost", new("b", "b"), ReportUnit.Dong), new("people_stopped", new("c", "c"), ReportUnit.Count)],
            [[ReportCell.Of(512), ReportCell.Of(1_000_000), ReportCell.Of(2)], [ReportCell.Of(3), ReportCell.Of(9_000), ReportCell.Of(40)]]);
        var shown = SmallCells.Hide(table).Rows.Select(row => (row[0].Number, row[1].Number, row[2].Number)).ToList();
        Assert.Equal([(512, 1_000_000, null), (null, null, 40)], shown);
    }
}

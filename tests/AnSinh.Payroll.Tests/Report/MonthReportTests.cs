using AnSinh.Law;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Tests.Steps;
using AnSinh.Storage.Audit;
using Xunit;

namespace AnSinh.Payroll.Tests.Report;

public sealed class MonthReportTests
{
    [Fact]
    public void The_bridge_adds_up_to_the_dong_when_people_come_go_and_the_level_rises()
    {
        using var commune = new SmallCommune();
        foreach (var month in SmallCommune.June.To(new BenefitMonth(2026, 10)))
        {
            commune.Approved(month);
        }

        commune.World.Record(commit =>
        {
            commit.RecordDeath(commune.People[1], new DateOnly(2026, 10, 2));
            commit.EndAward(commune.Awards[2], new BenefitMonth(2026, 11), "chuyển đi");
        });
        var run = commune.Approved(new BenefitMonth(2026, 11));
        var seal = new Sealer(commune.Book.Database).Seal()[^1].Digest;
        var report = MonthReport.Of(commune.Book, run.Id);
        var bridge = report.Bridge;
        Assert.True(bridge.AddsUp);
        Assert.Equal((new Counted(12, new Vnd(6_000_000)), new Counted(2, new Vnd(1_000_000)), new Counted(10, new Vnd(400_000))), (bridge.Before, bridge.Stopped, bridge.Raised));
        Assert.Equal(new Counted(12 * 4, new Vnd(12 * 4 * 40_000)), bridge.Arrears);
        Assert.Equal(["2026-07", "2026-08", "2026-09", "2026-10"], report.Arrears.Select(one => one.Month.ToString()).Distinct());
        Assert.All(report.Arrears, one => Assert.Contains("law: ", one.Reason, StringComparison.Ordinal));
        Assert.Equal(bridge.Regular.Amount + bridge.Arrears.Amount, Vnd.Sum(report.Funds.Select(fund => fund.Total)));
        Assert.Equal(bridge.Regular.Amount + bridge.Arrears.Amount, Vnd.Sum(report.Benefits.Select(benefit => benefit.Total)));

        var html = MonthReportHtml.Write(report);
        foreach (var text in new[] { "BÁO CÁO CHI TRẢ THÁNG 11/2026", bridge.Ordered.ToString(), run.Digest, seal.ToString(), "Từ tháng trước đến tháng này", "335/2026/NĐ-CP" })
        {
            Assert.Contains(text, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        }
    }
}

using AnSinh.Casework.Plans;
using AnSinh.Casework.Review;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Xunit;

namespace AnSinh.Casework.Tests.Plans;

/// <summary>Targets over a register of three people, with entered values beside what the register computes.</summary>
public sealed class TargetReportTests : IDisposable
{
    private static readonly BenefitMonth November = new(2026, 11);
    private static readonly PlanCatalog Catalog = PlanCatalog.Load(InstalledPack.Folder);

    private readonly string _folder = Directory.CreateTempSubdirectory("targets-").FullName;
    private readonly Database _database;
    private readonly PlanBook _book;

    public TargetReportTests()
    {
        File.WriteAllLines(Path.Combine(_folder, "households.csv"), ["household,commune,village,from", "H1,00004,Tổ 3,2020-01-01", "H2,00004,Tổ 3,2020-01-01"]);
        File.WriteAllLines(Path.Combine(_folder, "persons.csv"),
        [
            "number,full_name,born,sex,died,household,relation,member_from,member_to,ethnic_group", "001147000011,Nguyễn Thị Hoà,1947,female,,H1,head,2020-01-01,,Kinh",
            "001054000012,Trần Đức,1954-03-02,male,,H2,head,2020-01-01,,Kinh", "001090000013,Trần An,1990-03-02,male,,H2,child,2020-01-01,,Kinh",
        ]);
        File.WriteAllLines(Path.Combine(_folder, "coverage.csv"), ["source,commune,as_of", .. InstalledPack.Pack.Facts.Sources.Select(source => $"{source.Code},00004,2026-11-12")]);
        File.WriteAllLines(Path.Combine(_folder, "awards.csv"), ["number,benefit,decision_number,decided,applied,certificate,from,to,state,reason,place", "001147000011,htxh.75,12/QĐ-UBND,2026-06-10,2026-06-01,,2026-06,,granted,,"]);
        _database = Database.Open(Path.Combine(_folder, "a.db"), new SimulatedClock(new DateOnly(2026, 11, 22)), [Register.Migrations, ReviewBook.Migrations]);
        _book = new PlanBook(_database, InstalledPack.Pack, Catalog);
        Assert.Empty(RegistryImport.Run(_book.Register, _folder, new ImportOptions { Facts = InstalledPack.Pack.Facts, Benefits = InstalledPack.Pack.Benefits, Actor = "tester" }).Faults);
    }

    public void Dispose()
    {
        _database.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private TargetReport Report(BenefitMonth? month = null) => TargetReport.Compute(_book, Catalog.Plans[0], AreaScope.All, "VN", month ?? November);

    private static TargetRow Row(TargetReport report, string indicator) => report.Targets.Single(row => row.Target.Indicator.Id == indicator);

    [Fact]
    public void The_register_computes_what_it_can_and_the_rest_waits_for_a_value()
    {
        var report = Report();
        var old = Row(report, "old_age_income");
        Assert.Equal((50m, new IndicatorTally(2, 1, 0), TargetStanding.OnTheWay), (old.Found.Value, old.Found.Tally, old.Standing));
        Assert.Equal(TargetStanding.NoValue, Row(report, "unemployment_total").Standing);
    }

    [Fact]
    public void An_entered_value_counts_until_it_is_corrected_and_keeps_its_evidence()
    {
        _book.Enter("an", "unemployment_total", "VN", 2026, 3.4m, "Báo cáo 12");
        _book.Enter("an", "unemployment_total", "VN", 2026, 2.4m, "Báo cáo 13");
        var row = Row(Report(), "unemployment_total");
        Assert.Equal((2.4m, "Báo cáo 13", TargetStanding.Reached), (row.Found.Value, row.Found.Entered!.Evidence, row.Standing));
        Assert.Equal(TargetStanding.NoValue, Row(Report(new BenefitMonth(2025, 12)), "unemployment_total").Standing);
    }

    [Fact]
    public void A_value_of_another_area_is_not_mixed_in()
    {
        _book.Enter("an", "unemployment_total", "01", 2026, 2.4m, "Báo cáo 12");
        Assert.Equal(TargetStanding.NoValue, Row(Report(), "unemployment_total").Standing);
    }

    [Fact]
    public void A_value_behind_the_way_of_the_plan_is_behind()
    {
        _book.Enter("an", "si_coverage_labour_force", "VN", 2026, 47.9m, "Báo cáo 12");
        var row = Row(Report(), "si_coverage_labour_force");
        Assert.Equal((48m, TargetStanding.Behind), (row.Wanted, row.Standing));
    }

    [Theory]
    [InlineData("unemployment", 2026, "3", "x", "unemployment_total")]
    [InlineData("old_age_income", 2026, "3", "x", "computes")]
    [InlineData("unemployment_total", 2026, "101", "x", "out of bounds")]
    [InlineData("unemployment_total", 2026, "-1", "x", "out of bounds")]
    [InlineData("unemployment_total", 2027, "3", "x", "out of bounds")]
    [InlineData("unemployment_total", 2026, "3", " ", "--evidence")]
    public void A_faulty_value_is_refused_with_what_was_expected(string indicator, int year, string value, string evidence, string expected)
    {
        var fault = Assert.Throws<StorageException>(() => _book.Enter("an", indicator, "VN", year, decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), evidence));
        Assert.Contains(expected, fault.English, StringComparison.Ordinal);
        Assert.Empty(_book.Values("VN"));
    }

    [Fact]
    public void A_task_past_its_deadline_is_late_until_it_is_done()
    {
        var late = Report().Tasks.Single(row => row.Task.Id == "poverty-programme");
        Assert.True(late.IsLate);
        _book.Record("an", "poverty-programme", "done", "Nghị quyết của Quốc hội");
        var done = Report().Tasks.Single(row => row.Task.Id == "poverty-programme");
        Assert.Equal((TaskState.Done, false, "Nghị quyết của Quốc hội"), (done.State, done.IsLate, done.Evidence));
        Assert.Throws<StorageException>(() => _book.Record("an", "nothing", "done", "x"));
    }

    [Fact]
    public void Page_and_workbook_show_value_target_and_evidence_and_encode_what_people_typed()
    {
        _book.Enter("an", "unemployment_total", "VN", 2026, 2.4m, "Báo cáo <b>12</b>");
        var html = new TargetReportHtml(vietnamese: true).Write(Report(), "cả nước");
        Assert.Contains("2,4 %", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;12&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>12</b>", html, StringComparison.Ordinal);
        Assert.NotEmpty(TargetReportXlsx.Write(Report(), "cả nước", vietnamese: false));
        Assert.Contains("reached", new TargetReportHtml(vietnamese: false).Write(Report(), "the whole country"), StringComparison.Ordinal);
    }
}

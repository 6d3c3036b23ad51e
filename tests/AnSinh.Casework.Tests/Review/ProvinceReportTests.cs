using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Report;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using AnSinh.Registry;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace AnSinh.Casework.Tests.Review;

/// <summary>A province of two communes with reviews: the one of the fixture, and a second with one poor and one near-poor household of two people.</summary>
public sealed class ProvinceReportTests : IDisposable
{
    private static readonly PlaceCode Other = PlaceCode.Parse("05251");
    private static readonly PlaceCode Province = PlaceDirectory.VietNam.ProvinceOf(ReviewFixture.Commune);

    private readonly ReviewFixture _fixture = new();
    private readonly ReviewRound _first;
    private readonly ReviewRound _second;

    public ProvinceReportTests()
    {
        using (var commit = _fixture.Book.Register.Begin("nhập", "test"))
        {
            foreach (var (id, status, serial) in new[] { ("M1", "poor", 301), ("M2", "near_poor", 303) })
            {
                commit.RegisterHousehold(new HouseholdId(id), Other, new DateOnly(2021, 7, 1), "Bản Xa");
                foreach (var (member, relation) in new[] { (0, "head"), (1, "child") })
                {
                    var person = commit.RegisterPerson(ProvisionalNumber.OfSerial(serial + member), new PersonDetails("Người Mẫu", BirthDate.Parse("1970-01-01"), Sex.Male, "Thái"));
                    commit.SetMembership(person, new Membership(new HouseholdId(id), relation, new DateRange(new DateOnly(2021, 7, 1), null)));
                }

                commit.RecordFact(new HouseholdId(id), new FactEntry("poverty_status", status, new DateRange(new DateOnly(2026, 1, 1), null), "poverty_list"));
            }

            commit.Commit();
        }

        _first = _fixture.Assessed();
        _second = OpenRound.Execute(_fixture.Book, ReviewRound.Yearly, 2026, 0, Other, "loan").Round;
        var file = _fixture.Filled(_second, "Bản Xa", "m.xlsx", sheet => sheet.Income("M1", 1_000_000, lacks: 5).Income("M2", 9_000_000, lacks: 0), day: new DateOnly(2026, 9, 20));
        Assert.True(Assert.Single(_fixture.Import(_second, file)).Accepted);
    }

    [Fact]
    public void Every_cell_of_the_province_is_the_sum_of_its_communes()
    {
        var report = Report();
        var communes = new[] { _first, _second }.Select(round => new ReviewReport(_fixture.Book, round, report.Form)).ToList();
        Assert.Equal(["Biểu 1. Hộ nghèo theo xã", "Biểu 2. Hộ cận nghèo theo xã", "Biểu 3. Đặc điểm hộ nghèo, hộ cận nghèo cuối kỳ"], report.Tables.Select(table => table.Table.Name.Vi));
        Assert.Equal(["R3", "R3"], report.Tables.Where(table => table.Table.ByVillage).Select(table => "R" + table.Lines.Count));
        foreach (var (table, index) in report.Tables.Select((table, index) => (table, index)))
        {
            for (var column = 0; column < table.Table.Columns.Count; column++)
            {
                foreach (var (line, row) in table.Lines.Select((line, row) => (line, row)).Where(one => !table.Table.ByVillage || one.row == table.Lines.Count - 1))
                {
                    var parts = communes.Select(commune => (table.Table.ByVillage ? commune.Tables[index].Lines[^1] : commune.Tables[index].Lines[row]).Cells[column]).ToList();
                    Assert.Equal(parts.Sum(part => part.Number), line.Cells[column].Number ?? 0);
                    Assert.Equal(parts.SelectMany(part => part.Households), line.Cells[column].Households);
                }
            }
        }
    }

    [Theory]
    [InlineData("R1C7", "1", "05206:A1")] // poor after, the first commune
    [InlineData("R2C7", "1", "05251:M1")]
    [InlineData("R3C7", "2", "05206:A1 05251:M1")] // the province
    [InlineData("R3C8", "3", "05206:A1 05251:M1")] // people: one and two
    [InlineData("R3C9", "28,57", "05206:A1 05251:M1")] // two of seven households: from the sums, no mean of 20 and 50
    [InlineData("T3R2C1", "2", "05206:A1 05251:M1")] // poor, of a minority
    public void A_cell_goes_down_to_communes_and_households(string name, string shown, string behind)
    {
        var report = Report();
        var cell = report.Cell(name)!;
        Assert.Equal(shown, cell.Shown);
        Assert.Equal(behind, string.Join(' ', report.Behind(cell).Where(part => part.Cell.Households.Count > 0).Select(part => $"{part.Commune.Area}:{string.Join(',', part.Cell.Households)}")));
    }

    [Fact]
    public void Communes_without_the_review_are_named_and_not_counted_as_zero()
    {
        var report = Report();
        Assert.Equal([ReviewFixture.Commune, Other], report.Communes.Select(commune => commune.Area));
        Assert.Equal(PlaceDirectory.VietNam.CommunesOn(_fixture.Book.Today).Count(place => place.Province == Province) - 2, report.Without.Count);
        Assert.Contains($"2 xã có số liệu, {report.Without.Count} xã chưa có", report.Title(vietnamese: true), StringComparison.Ordinal);
        Assert.Contains("chưa xã nào", Assert.Throws<ReviewRefusedException>(() => new ProvinceReport(_fixture.Book, PlaceCode.Parse("01"), report.Form)).Faults[0].Vi, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_the_area_given_there_is_nothing_to_sum() =>
        Assert.Throws<ReviewRefusedException>(() => new ProvinceReport(_fixture.BookOf(AreaScope.Of(PlaceCode.Parse("01"))), Province, Report().Form));

    [Fact]
    public void Page_and_workbook_of_a_province_are_written_under_its_name()
    {
        var report = Report();
        using var document = SpreadsheetDocument.Open(new MemoryStream(ReportPages.Workbook(report).Content), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
        var page = ReportPages.Html(report, _fixture.Book.Today, "");
        Assert.Equal($"bao-cao-preliminary-2026-{Province}.html", page.Name);
        Assert.Contains("Toàn tỉnh", System.Net.WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(page.Content)), StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();

    private ProvinceReport Report() => new(_fixture.Book, Province, _fixture.Book.Law.Reports.Single(form => form.Id == "preliminary"));
}

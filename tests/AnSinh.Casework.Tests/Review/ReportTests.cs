using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Report;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace AnSinh.Casework.Tests.Review;

public sealed class ReportTests : IDisposable
{
    private readonly ReviewFixture _fixture = new();

    [Theory]
    [InlineData("R1C1", "3", "A1 A2 A3")] // all households of Xóm 1
    [InlineData("R1C2", "2", "A1 A3")] // poor before
    [InlineData("R1C4", "1", "A3")] // left, above near-poor
    [InlineData("R1C7", "1", "A1")] // poor after
    [InlineData("R1C9", "33,33", "A1")] // rate
    [InlineData("R2C10", "1", "B1")] // Xóm 2 has no result yet
    [InlineData("R3C2", "3", "A1 A3 B1")] // the commune
    [InlineData("T2R1C7", "1", "A2")] // near-poor after
    [InlineData("T3R2C1", "1", "A1")] // poor, of a minority
    [InlineData("T3R5C1", "1", "A1")] // poor, lacks employment
    public void Each_figure_names_the_households_behind_it(string cell, string shown, string households)
    {
        var report = Report("preliminary", _fixture.Assessed());
        var found = report.Cell(cell)!;
        Assert.Equal((shown, households), (found.Shown, string.Join(' ', found.Households.Select(household => household.Value))));
    }

    [Fact]
    public void Poor_before_less_those_who_left_and_with_those_who_came_is_poor_after_in_every_row()
    {
        foreach (var line in Report("preliminary", _fixture.Assessed()).Tables[0].Lines)
        {
            long At(int column) => line.Cells[column - 1].Number!.Value;
            Assert.Equal(At(7), At(2) - At(3) - At(4) + At(5) + At(6) - At(10));
        }
    }

    [Fact]
    public void The_official_report_counts_decisions_only()
    {
        var round = _fixture.Posted();
        Assert.Equal("0", Report("official", round).Cell("R1C7")!.Shown);
        _fixture.On(10, 14);
        DecideRound.Execute(_fixture.Book, round, "Xóm 1", "12/QĐ-UBND", new DateOnly(2026, 10, 14), false, "chutich");
        Assert.Equal("1", Report("official", round).Cell("R1C7")!.Shown);
    }

    [Fact]
    public void A_report_of_the_other_kind_of_review_is_refused() =>
        Assert.Throws<ReviewRefusedException>(() => Report("monthly", _fixture.OpenYearly()));

    [Fact]
    public void The_workbook_of_a_report_is_valid_and_the_page_says_that_its_layout_is_ours()
    {
        var report = Report("preliminary", _fixture.Assessed());
        using var document = SpreadsheetDocument.Open(new MemoryStream(ReportPages.Workbook(report).Content), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
        Assert.Contains("Biểu mẫu chính thức chưa đọc được", System.Net.WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(ReportPages.Html(report, _fixture.Book.Today, "").Content)), StringComparison.Ordinal);
        Assert.Null(report.Cell("R99C1"));
    }

    [Fact]
    public void Forms_are_valid_workbooks_too()
    {
        var round = _fixture.OpenYearly();
        var files = WriteForms.Execute(_fixture.Book, round, null, again: false);
        Assert.Equal(["phieu-xom-1.xlsx", "phieu-xom-1.html", "phieu-xom-2.xlsx", "phieu-xom-2.html"], files.Select(file => file.Name));
        using var document = SpreadsheetDocument.Open(new MemoryStream(files[0].Content), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        Assert.Contains("2.200.000", new StreamReader(document.WorkbookPart!.WorksheetParts.First().GetStream()).ReadToEnd(), StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();

    private ReviewReport Report(string kind, Casework.Review.Rounds.ReviewRound round) => new(_fixture.Book, round, _fixture.Book.Law.Reports.Single(form => form.Id == kind));
}

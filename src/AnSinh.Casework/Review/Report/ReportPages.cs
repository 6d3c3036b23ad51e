using AnSinh.Casework.Letters;
using AnSinh.Casework.Review.Papers;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Casework.Review.Store;
using AnSinh.Casework.Xlsx;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Report;

/// <summary>A report as a page for print and as a workbook, and the record that it was sent.</summary>
public static class ReportPages
{
    public static ReviewFile Html(StatutoryReport report, DateOnly day, string chair)
    {
        var office = AwardLetters.OfficeOf(report.Area, chair);
        var paper = new ReviewPaper(report.Form.Name.Vi, wide: true);
        paper.Sheet(office, "/BC-UBND", day);
        paper.Title("BÁO CÁO", $"{report.Form.Name.Vi}. {report.Title(vietnamese: true)}");
        foreach (var figures in report.Tables)
        {
            paper.Heading(figures.Table.Name.Vi);
            paper.Table(
                ["", .. figures.Table.Columns.Select((column, index) => FormattableString.Invariant($"{column.Label.Vi} ({index + 1})"))],
                figures.Lines.Select(line => (IReadOnlyList<string>)[ReviewPaper.Cell(line.Label), .. line.Cells.Select(cell => $"<td class=\"n\">{cell.Shown}</td>")]));
        }

        paper.Sign(("NGƯỜI LẬP BIỂU", ""), ("CHỦ TỊCH", chair));
        paper.Check($"{report.Form.Note.Vi} Căn cứ: {report.Form.Ref}; độ tin cậy của biểu: {report.Form.Grade.Say(vietnamese: true)}. {(report.Area.IsProvince ? "Xã và hộ" : "Hộ")} đứng sau mỗi ô: 'review report --kind {report.Form.Id} --area {report.Area} --cell R1C2'.");
        return ReviewFile.Of($"bao-cao-{report.Form.Id}-{report.Id}.html", paper.End());
    }

    public static ReviewFile Workbook(StatutoryReport report)
    {
        var sheets = report.Tables.Select((figures, index) => new XlsxSheet
        {
            Name = FormattableString.Invariant($"Biểu {index + 1}"),
            FrozenRows = 4,
            FrozenColumns = 1,
            Widths = [32, .. figures.Table.Columns.Select(_ => 15)],
            RepeatedRow = 4,
            Rows =
            [
                new[] { XlsxValue.Of($"{report.Form.Name.Vi}. {report.Title(vietnamese: true)}", XlsxStyle.Title) },
                new[] { XlsxValue.Of(figures.Table.Name.Vi, XlsxStyle.Bold) },
                new[] { XlsxValue.Of(report.Form.Note.Vi) },
                [XlsxValue.Of("", XlsxStyle.Heading), .. figures.Table.Columns.Select(column => XlsxValue.Of(column.Label.Vi, XlsxStyle.Heading))],
                .. figures.Lines.Select(line => (IReadOnlyList<XlsxValue>)
                    [XlsxValue.Of(line.Label, XlsxStyle.Locked), .. line.Cells.Select(cell => cell.Number is { } number ? XlsxValue.Of(number) : XlsxValue.Of(cell.Shown, XlsxStyle.Text))]),
            ],
        });
        return new($"bao-cao-{report.Form.Id}-{report.Id}.xlsx", XlsxWriter.Write([.. sheets]));
    }

    /// <summary>Records that the report was sent on a day; its figures are committed to in the audit trail.</summary>
    /// <exception cref="ReviewRefusedException">A day to come.</exception>
    public static void Sent(ReviewBook book, ReviewReport report, DateOnly day, string actor)
    {
        if (day > book.Today)
        {
            throw new ReviewRefusedException(FormattableString.Invariant($"ngày {day:dd/MM/yyyy} chưa đến"), FormattableString.Invariant($"{day:yyyy-MM-dd} has not come yet"));
        }

        using var write = book.Database.Begin(actor, "review.report");
        RoundStore.Step(write, report.Round.Id, report.Form.Step, "", day, report.Form.Id);
        write.Audit("review.report", report.Round.Id, string.Join('|', report.Tables.SelectMany(table => table.Lines).SelectMany(line => line.Cells).Select(cell => $"{cell.Name}={cell.Shown}")));
        write.Commit();
    }
}

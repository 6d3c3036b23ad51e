using System.Text.Json;
using AnSinh.Casework.Xlsx;
using Xunit;

namespace AnSinh.EndToEnd.Review;

/// <summary>A village's review from its list to certificates and report, by commands alone.</summary>
public sealed class ReviewTests : IDisposable
{
    private const string IncomeHeading = "Thu nhập bình quân đầu người hằng tháng";

    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-review-").FullName;

    [Fact]
    public void A_village_is_reviewed_by_commands_from_the_list_to_the_report()
    {
        Write("households.csv", "household,commune,village,from\nH1,05206,Xóm 1,2021-07-01\nH2,05206,Xóm 1,2021-07-01\n");
        Write("persons.csv", "number,full_name,born,sex,died,household,relation,member_from,member_to,ethnic_group\n018066387503,Trần Phú Huy,1966-06-11,male,,H1,head,2021-07-01,,Mường\n018173775006,Ngô Thị Linh,1973-03-12,female,,H2,head,2021-07-01,,Kinh\n");
        Write("facts.csv", "subject,code,value,from,to,source,evidence\nH1,poverty_status,poor,2026-01-01,,poverty_list,\nH2,poverty_status,near_poor,2026-01-01,,poverty_list,\n");
        Run(0, "2026-05-20", "registry", "import", Path.Combine(_folder, "in"));
        Run(2, "2026-08-31", "review", "open", "--year", "2026", "--area", "05206");
        Run(0, "2026-09-03", "review", "open", "--year", "2026", "--area", "05206");
        Run(0, "2026-09-03", "review", "forms", "--out", "phieu");
        Assert.True(File.Exists(Path.Combine(_folder, "phieu", "phieu-xom-1.html")));

        var sheet = Path.Combine(_folder, "phieu", "phieu-xom-1.xlsx");
        Run(2, "2026-09-20", "review", "import", sheet);
        Assert.True(File.Exists(Path.Combine(_folder, "phieu", "phieu-xom-1.loi.xlsx")));
        Fill(sheet);
        Run(0, "2026-09-20", "review", "import", sheet);
        Run(0, "2026-10-05", "review", "meeting", "--village", "Xóm 1", "--on", "2026-10-03", "--chair", "Trưởng", "--secretary", "Ký", "--present", "40", "--agreed", "20", "--out", "giay");
        Run(0, "2026-10-08", "review", "post", "--out", "giay");
        Run(2, "2026-10-12", "review", "decide", "--number", "12/QĐ-UBND", "--as", "chutich", "--out", "giay");
        Run(0, "2026-10-20", "review", "decide", "--number", "12/QĐ-UBND", "--as", "chutich", "--out", "giay");
        Assert.Contains("0001/2027/GCN-05206", File.ReadAllText(Path.Combine(_folder, "giay", "giay-chung-nhan-xom-1.html")), StringComparison.Ordinal);

        using var cell = JsonDocument.Parse(Run(0, "2026-12-10", "review", "report", "--kind", "official", "--cell", "R1C7", "--json"));
        Assert.Equal("H1", Assert.Single(cell.RootElement.GetProperty("households").EnumerateArray()).GetProperty("household").GetString());
        Run(1, "2026-12-21", "review", "status");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "in"));
        File.WriteAllText(Path.Combine(_folder, "in", name), text);
    }

    private string Run(int expected, string today, params string[] arguments)
    {
        var (exit, output, messages) = Program.Run(_folder, [.. arguments, "--today", today, "--lang", "vi", .. arguments.Contains("--as") ? Array.Empty<string>() : ["--as", "loan"]]);
        Assert.True(exit == expected, $"{string.Join(' ', arguments)}: {exit}, expected {expected}\n{messages}");
        return output;
    }

    /// <summary>Both households lack everything; the first has 1.5 million đồng a person and month, the second 2.5.</summary>
    private static void Fill(string path)
    {
        var sheets = XlsxReader.Read(File.ReadAllBytes(path)).Select(sheet =>
        {
            var columns = sheet.Cells.Keys.Max(key => key.Column);
            return new XlsxSheet
            {
                Name = sheet.Name,
                Rows = [.. Enumerable.Range(1, sheet.LastRow).Select(row => (IReadOnlyList<XlsxValue>)[.. Enumerable.Range(1, columns).Select(column => sheet.Name == "Phiếu" ? Answer(sheet, row, column) : Same(sheet, row, column))])],
            };
        }).ToList();
        File.WriteAllBytes(path, XlsxWriter.Write(sheets));
    }

    private static XlsxValue Answer(XlsxReadSheet sheet, int row, int column) => (row, column, sheet.Text(5, column)) switch
    {
        (2, 3, _) => XlsxValue.Of("Nguyễn Thị Rà"),
        (3, 3, _) => XlsxValue.Of(new DateOnly(2026, 9, 15)),
        (6, _, IncomeHeading) => XlsxValue.Of(1_500_000),
        (7, _, IncomeHeading) => XlsxValue.Of(2_500_000),
        ( > 5, _, ['T', 'h', 'i', 'ế', 'u', ..]) => XlsxValue.Of("Có"),
        _ => Same(sheet, row, column),
    };

    private static XlsxValue Same(XlsxReadSheet sheet, int row, int column) => sheet.At(row, column) is not { } cell ? default
        : cell.Kind == XlsxKind.Number ? XlsxValue.Of(long.Parse(cell.Text, System.Globalization.CultureInfo.InvariantCulture)) : XlsxValue.Of(cell.Text);
}

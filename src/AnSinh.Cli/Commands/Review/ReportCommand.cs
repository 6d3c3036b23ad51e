using System.CommandLine;
using System.Text.Json;
using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Report;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Review;

/// <summary><c>ansinh review report</c> and <c>ansinh report poverty</c>: the statutory reports of a round, each figure down to its households.</summary>
internal static class ReportCommand
{
    public static Command Create(string name = "report")
    {
        var kind = new Option<string>("--kind") { Description = "preliminary: sơ bộ | official: chính thức | monthly: tháng", Required = true };
        var cell = new Option<string?>("--cell") { Description = "các hộ đứng sau một ô, ví dụ R2C3 hoặc T2R2C3 / the households behind a cell" };
        var html = new Option<bool>("--html") { Description = "ghi trang in / write a page for print" };
        var xlsx = new Option<bool>("--xlsx") { Description = "ghi bảng tính / write a workbook" };
        var sent = new Option<bool>("--sent") { Description = "ghi nhận đã gửi báo cáo / record that it was sent" };
        var chair = new Option<string>("--chair-name") { Description = "họ tên chủ tịch để in / the chair's name for print", DefaultValueFactory = _ => "" };
        var command = new Command(name, "báo cáo theo luật, mỗi số liệu xem được đến từng hộ / statutory reports, each figure down to its households")
        {
            kind, ReviewCommands.Round, ReviewCommands.Area, cell, ReviewCommands.Json, html, xlsx, ReviewCommands.Out, sent, ReviewCommands.On, chair,
        };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var id = parse.GetValue(kind)!;
            var form = book.Law.Reports.FirstOrDefault(report => report.Id == id) ?? throw new ReviewRefusedException(
                $"--kind {id}: không có báo cáo này; có: {string.Join(", ", book.Law.Reports.Select(report => report.Id))}", $"--kind {id}: there is no such report; there are: {string.Join(", ", book.Law.Reports.Select(report => report.Id))}");
            var report = new ReviewReport(book, ReviewCommands.RoundOf(parse, book), form);
            if (parse.GetValue(cell) is { } name)
            {
                return ShowCell(report, name, parse.GetValue(ReviewCommands.Json));
            }

            if (parse.GetValue(html) || parse.GetValue(xlsx))
            {
                ReviewCommands.Write(
                    parse, [.. parse.GetValue(html) ? [ReportPages.Html(report, ReviewCommands.DayOf(parse, book), parse.GetValue(chair)!)] : Array.Empty<Casework.Review.Steps.ReviewFile>(), .. parse.GetValue(xlsx) ? [ReportPages.Workbook(report)] : Array.Empty<Casework.Review.Steps.ReviewFile>()]);
            }
            else if (parse.GetValue(ReviewCommands.Json))
            {
                Console.WriteLine(Json(report));
            }
            else
            {
                Show(report);
            }

            if (parse.GetValue(sent))
            {
                ReportPages.Sent(book, report, ReviewCommands.DayOf(parse, book), Session.Actor(parse));
                Say.Note("Đã ghi nhận gửi báo cáo.", "Recorded as sent.");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static int ShowCell(ReviewReport report, string name, bool json)
    {
        var cell = report.Cell(name) ?? throw new ReviewRefusedException($"--cell {name}: không có ô này; dạng R2C3 (biểu 1) hoặc T2R2C3", $"--cell {name}: there is no such cell; as R2C3 (table 1) or T2R2C3");
        var households = cell.Households.Select(household => (Household: household, Dwelling: report.Register.Find(household))).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { cell = cell.Name, shown = cell.Shown, households = households.Select(one => new { household = one.Household.Value, village = one.Dwelling?.Village, head = one.Dwelling?.Head?.FullName, people = one.Dwelling?.Members.Count }) }, Session.Json));
        }
        else
        {
            foreach (var (household, dwelling) in households)
            {
                Console.WriteLine($"{household}  {dwelling?.Village}  {dwelling?.Head?.FullName}  {dwelling?.Members.Count}");
            }

            Say.Note($"{cell.Name} = {cell.Shown}: {households.Count} hộ", $"{cell.Name} = {cell.Shown}: {households.Count} households");
        }

        return CommandLine.Done;
    }

    private static void Show(ReviewReport report)
    {
        foreach (var figures in report.Tables)
        {
            Console.WriteLine(figures.Table.Name.In(Say.Vietnamese));
            foreach (var (column, index) in figures.Table.Columns.Select((column, index) => (column, index + 1)))
            {
                Console.WriteLine($"  ({index}) {column.Label.In(Say.Vietnamese)}");
            }

            foreach (var line in figures.Lines)
            {
                Console.WriteLine($"  {line.Label,-34}{string.Concat(line.Cells.Select(cell => $"{cell.Shown,8}"))}");
            }
        }

        Say.Note($"{report.Form.Note.Vi} ({report.Form.Grade.Code()})", $"{report.Form.Note.En} ({report.Form.Grade.Code()})");
    }

    private static string Json(ReviewReport report) => JsonSerializer.Serialize(
        new
        {
            report = report.Form.Id, round = report.Round.Id, commune = report.Round.Commune.Value, @ref = report.Form.Ref, grade = report.Form.Grade.Code(), note = report.Form.Note.In(Say.Vietnamese),
            tables = report.Tables.Select(figures => new
            {
                name = figures.Table.Name.In(Say.Vietnamese), columns = figures.Table.Columns.Select(column => column.Label.In(Say.Vietnamese)),
                rows = figures.Lines.Select(line => new { label = line.Label, cells = line.Cells.Select(cell => new { cell = cell.Name, number = cell.Number, shown = cell.Shown }) }),
            }),
        }, Session.Json);
}

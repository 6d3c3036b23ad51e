using System.CommandLine;
using System.Text.Json;
using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Report;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Review;

/// <summary><c>ansinh review report</c> and <c>ansinh report poverty</c>: the statutory reports of a round, or of a province summed over its communes, each figure down to its households.</summary>
internal static class ReportCommand
{
    private static readonly Option<bool> Sent = new("--sent") { Description = "ghi nhận đã gửi báo cáo (của một xã) / record that it was sent (of a commune)" };

    public static Command Create(string name = "report")
    {
        var kind = new Option<string>("--kind") { Description = "preliminary: sơ bộ | official: chính thức | monthly: tháng", Required = true };
        var cell = new Option<string?>("--cell") { Description = "các hộ đứng sau một ô, ví dụ R2C3 hoặc T2R2C3 / the households behind a cell" };
        var html = new Option<bool>("--html") { Description = "ghi trang in / write a page for print" };
        var xlsx = new Option<bool>("--xlsx") { Description = "ghi bảng tính / write a workbook" };
        var chair = new Option<string>("--chair-name") { Description = "họ tên chủ tịch để in / the chair's name for print", DefaultValueFactory = _ => "" };
        var command = new Command(name, "báo cáo theo luật, mỗi số liệu xem được đến từng hộ / statutory reports, each figure down to its households")
        {
            kind, ReviewCommands.Round, ReviewCommands.Area, cell, ReviewCommands.Json, html, xlsx, ReviewCommands.Out, Sent, ReviewCommands.On, chair,
        };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var id = parse.GetValue(kind)!;
            var form = book.Law.Reports.FirstOrDefault(report => report.Id == id) ?? throw new ReviewRefusedException(
                $"--kind {id}: không có báo cáo này; có: {string.Join(", ", book.Law.Reports.Select(report => report.Id))}", $"--kind {id}: there is no such report; there are: {string.Join(", ", book.Law.Reports.Select(report => report.Id))}");
            var report = ReportOf(parse, book, form);
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

            if (parse.GetValue(Sent))
            {
                ReportPages.Sent(book, report as ReviewReport ?? throw ProvinceNotSent(), ReviewCommands.DayOf(parse, book), Session.Actor(parse));
                Say.Note("Đã ghi nhận gửi báo cáo.", "Recorded as sent.");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>The report of a round; with a province as area and no round named, the sums of its communes' reports.</summary>
    private static StatutoryReport ReportOf(ParseResult parse, ReviewBook book, ReportForm form) =>
        ReviewCommands.AreaOf(parse) is { IsProvince: true } province && parse.GetValue(ReviewCommands.Round) is null
            ? parse.GetValue(Sent) ? throw ProvinceNotSent() : new ProvinceReport(book, province, form)
            : new ReviewReport(book, ReviewCommands.RoundOf(parse, book), form);

    private static ReviewRefusedException ProvinceNotSent() => new("--sent: báo cáo được ghi nhận đã gửi theo từng xã", "--sent: reports are recorded as sent by commune");

    private static int ShowCell(StatutoryReport report, string name, bool json)
    {
        var cell = report.Cell(name) ?? throw new ReviewRefusedException($"--cell {name}: không có ô này; dạng R2C3 (biểu 1) hoặc T2R2C3", $"--cell {name}: there is no such cell; as R2C3 (table 1) or T2R2C3");
        if (report is ProvinceReport province)
        {
            return ShowCommunes(province, cell, json);
        }

        var households = cell.Households.Select(household => (Household: household, Dwelling: (report as ReviewReport)?.Register.Find(household))).ToList();
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

    /// <summary>A province's cell by commune, and below each commune its households.</summary>
    private static int ShowCommunes(ProvinceReport report, ReportCell cell, bool json)
    {
        var communes = report.Behind(cell).Select(part => (Code: part.Commune.Area, Name: ProvinceReport.NameOf(part.Commune), part.Commune.Register, part.Cell)).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    cell = cell.Name, shown = cell.Shown, communes = communes.Select(one => new
                    {
                        commune = one.Code.Value, name = one.Name, cell = one.Cell.Name, number = one.Cell.Number, shown = one.Cell.Shown,
                        households = one.Cell.Households.Select(household => new { household = household.Value, village = one.Register.Find(household)?.Village, head = one.Register.HeadName(household) }),
                    }),
                }, Session.Json));
            return CommandLine.Done;
        }

        foreach (var (code, name, register, part) in communes)
        {
            Console.WriteLine($"{code} {name}: {part.Shown} ({part.Name})");
            foreach (var household in part.Households)
            {
                Console.WriteLine($"  {household}  {register.Find(household)?.Village}  {register.HeadName(household)}");
            }
        }

        Say.Note($"{cell.Name} = {cell.Shown}: {communes.Count} xã, {cell.Households.Count} hộ", $"{cell.Name} = {cell.Shown}: {communes.Count} communes, {cell.Households.Count} households");
        return CommandLine.Done;
    }

    private static void Show(StatutoryReport report)
    {
        Console.WriteLine(report.Title(Say.Vietnamese));
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

    private static string Json(StatutoryReport report) => JsonSerializer.Serialize(
        new
        {
            report = report.Form.Id, round = report.Id, commune = (report as ReviewReport)?.Area.Value, area = report.Area.Value, title = report.Title(Say.Vietnamese), communes = (report as ProvinceReport)?.Communes.Select(commune => commune.Area.Value), without = (report as ProvinceReport)?.Without.Select(place => place.Code.Value), @ref = report.Form.Ref, grade = report.Form.Grade.Code(), note = report.Form.Note.In(Say.Vietnamese),
            tables = report.Tables.Select(figures => new
            {
                name = figures.Table.Name.In(Say.Vietnamese), columns = figures.Table.Columns.Select(column => column.Label.In(Say.Vietnamese)),
                rows = figures.Lines.Select(line => new { label = line.Label, cells = line.Cells.Select(cell => new { cell = cell.Name, number = cell.Number, shown = cell.Shown }) }),
            }),
        }, Session.Json);
}

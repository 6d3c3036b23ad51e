using AnSinh.Casework.Review;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using Spectre.Console;

namespace AnSinh.Cli;

/// <summary>The end of the demo on the terminal.</summary>
internal static class DemoSummary
{
    private static readonly IAnsiConsole AnsiConsole = Spectre.Console.AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    public static void Write(DemoResult result, LawPack pack, decimal seconds)
    {
        var places = string.Join(", ", result.Areas.Select(area => PlaceDirectory.VietNam.Find(area)?.Name ?? area.Value));
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]An Sinh[/] · {Markup.Escape(places)} · [yellow]{Say.Text("dữ liệu giả lập", "synthetic people")}[/]").LeftJustified());
        AnsiConsole.MarkupLine(Say.Text(
            $"[bold]{result.People}[/] người trong [bold]{result.Households}[/] hộ · [bold]{result.Receiving}[/] người đang hưởng tháng {result.Months[^1].Month}",
            $"[bold]{result.People}[/] people in [bold]{result.Households}[/] households · [bold]{result.Receiving}[/] receiving in {result.Months[^1].Month}"));
        AnsiConsole.WriteLine();
        AnsiConsole.Write(Months(result));
        Reasons(result);
        AnsiConsole.Write(new Columns(Benefits(result, pack), Funds(result, pack)));
        Review(result, pack);
        Sweep(result);
        if (result.Explanation.Length > 0)
        {
            AnsiConsole.Write(new Panel(Markup.Escape(result.Explanation)) { Header = new PanelHeader(Say.Text(" Một người, từng đồng (tên giả lập) ", " One person, each đồng (name synthetic) ")), Border = BoxBorder.Rounded });
        }

        Files(result);
        AnsiConsole.MarkupLine(Say.Text("[bold]Thử tiếp:[/]", "[bold]Try next:[/]"));
        var database = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(result.Folder, "ansinh.db"));
        var area = result.Areas[0];
        Console.WriteLine($"  ./ansinh sweep --month {result.SweepMonth} --area {area} --db {database}");
        Console.WriteLine($"  ./ansinh payroll show --month {result.Months[^1].Month} --area {area} --db {database}");
        Console.WriteLine($"  ./ansinh payroll verify --full --db {database}");
        Console.WriteLine(Say.Text($"  xong trong {seconds} giây", $"  done in {seconds} seconds"));
    }

    private static Table Months(DemoResult result)
    {
        var table = new Table { Border = TableBorder.Horizontal };
        table.AddColumn(new TableColumn(Say.Text("Tháng", "Month")).NoWrap().Padding(1, 0, 0, 0));
        table.AddColumn(new TableColumn(Say.Text("Chốt", "Cut-off")).NoWrap().Padding(1, 0, 0, 0));
        foreach (var title in new[] { Say.Text("Trong tháng", "Regular"), "", Say.Text("Truy lĩnh", "Arrears"), "", Say.Text("Phải thu", "Receivable"), "", Say.Text("Chi lại", "Again") })
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().Padding(1, 0, 0, 0));
        }

        foreach (var month in result.Months)
        {
            table.AddRow(
                month.Month.ToString(), Say.Text($"{month.CutOff:dd/MM}", $"{month.CutOff:MM-dd}"), month.RegularAmount.ToString(), Grey(month.RegularLines),
                month.ArrearsLines == 0 ? "" : $"[green]{month.ArrearsAmount}[/]", Grey(month.ArrearsLines), month.Receivables == 0 ? "" : $"[red]{month.ReceivableAmount}[/]", Grey(month.Receivables),
                month.CameBack == 0 ? "" : $"{month.CameBack}");
        }

        return table;
    }

    private static string Grey(int count) => count == 0 ? "" : $"[grey]{count}[/]";

    private static void Reasons(DemoResult result)
    {
        foreach (var month in result.Months.Where(month => month.ArrearsLines > 0))
        {
            foreach (var group in month.ArrearsReasons.GroupBy(reason => Why(reason.Reason)))
            {
                AnsiConsole.MarkupLine($"  [green]{month.Month}[/] {Markup.Escape(group.Key)}: {Vnd.Sum(group.Select(reason => reason.Amount))} ({group.Sum(reason => reason.Lines)} {Say.Text("dòng", "lines")})");
            }

            AnsiConsole.MarkupLine($"  [grey]        {Say.Text("cho tháng", "for")} {string.Join(", ", month.ArrearsMonths)}[/]");
        }

        AnsiConsole.WriteLine();
    }

    /// <summary>The causes of an arrears line in words; the point of a decree stays in the letters.</summary>
    public static string Why(string reason) => string.Join("; ", reason.Split(", law: ", StringSplitOptions.RemoveEmptyEntries).Select(part => part switch
    {
        "register" => Say.Text("ghi vào sổ sau ngày chốt", "recorded after a cut-off"),
        "takeover" => Say.Text("tháng đầu tiếp quản", "month of takeover"),
        "pack" => Say.Text("bộ luật thay đổi", "the law pack changed"),
        _ => part.Replace("law: ", "", StringComparison.Ordinal).Split(", ")[0],
    }).Distinct());

    /// <summary>So many benefits stand in the summary; it is to be read at a glance.</summary>
    private const int LargestBenefits = 15;

    private static Table Benefits(DemoResult result, LawPack pack)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(Say.Text("Chính sách", "Benefit"));
        table.AddColumn(new TableColumn(Say.Text("Dòng", "Lines")).RightAligned());
        table.AddColumn(new TableColumn(Say.Text("Đồng", "Đồng")).RightAligned());
        foreach (var (benefit, lines, amount) in result.Benefits.Take(LargestBenefits))
        {
            table.AddRow(Markup.Escape(pack.Benefits.Find(benefit)?.Name.In(Say.Vietnamese) ?? benefit.Value), $"{lines}", amount.ToString());
        }

        if (result.Benefits.Skip(LargestBenefits).ToList() is { Count: > 0 } others)
        {
            table.AddRow($"[grey]{Say.Text($"{others.Count} chính sách khác (báo cáo tháng có đủ)", $"{others.Count} others (all are in the month report)")}[/]",
                $"[grey]{others.Sum(other => other.Lines)}[/]", $"[grey]{Vnd.Sum(others.Select(other => other.Amount))}[/]");
        }

        return table;
    }

    private static Table Funds(DemoResult result, LawPack pack)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(Say.Text("Nguồn", "Fund"));
        table.AddColumn(new TableColumn(Say.Text("Đồng", "Đồng")).RightAligned());
        var names = pack.Benefits.Programmes.SelectMany(programme => programme.Funds).GroupBy(fund => fund.Id).ToDictionary(group => group.Key, group => group.First().Name);
        foreach (var (fund, amount) in result.Funds)
        {
            table.AddRow(Markup.Escape(names.TryGetValue(fund, out var name) ? name.In(Say.Vietnamese) : fund), amount.ToString());
        }

        return table;
    }

    private static void Review(DemoResult result, LawPack pack)
    {
        if (result.Review is not { } review || pack.Facts.Find(ReviewLaw.StatusFact) is not { } status)
        {
            return;
        }

        var classes = status.Values.Select(value => value.Code).Where(code => review.Assessed.Any(household => household.Attested == code || household.Assessed == code)).Select(code =>
            $"{Class(status, code)} {review.Assessed.Count(household => household.Assessed == code)}/{review.Assessed.Count(household => household.Attested == code)}");
        AnsiConsole.MarkupLine(Say.Text(
            $"[bold]Rà soát hộ nghèo, hộ cận nghèo năm {review.Round.Year}[/], mở ngày {review.Round.OpenedOn:dd/MM}", $"[bold]Poverty review of {review.Round.Year}[/], opened on {review.Round.OpenedOn:MM-dd}"));
        var lines = new Grid().AddColumn(new GridColumn { Width = 6, Padding = new Padding(0, 0, 2, 0) }.RightAligned()).AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        void Line(int count, string text) => lines.AddRow($"[yellow]{count}[/]", Markup.Escape(text));
        Line(review.Listed, Say.Text($"Hộ trong danh sách, {review.Proposed} hộ đề xuất từ số liệu", $"Households on the list, {review.Proposed} proposed from the figures"));
        Line(review.Forms, Say.Text($"Hộ ở {review.Village} có phiếu A, B để in và để điền", $"Households of {review.Village} with forms A and B, to print and to fill in"));
        Line(review.Assessed.Count, Say.Text("Hộ có số liệu, theo luật/đã công nhận: ", "Households with figures, by the rules/recognised: ") + string.Join(", ", classes));
        foreach (var household in review.Assessed.Where(household => household.Differs))
        {
            var (rules, recognised) = (Class(status, household.Assessed), Class(status, household.Attested));
            lines.AddRow("", $"[grey]{Markup.Escape(Say.Text($"{household.Household}: {rules}, đã công nhận {recognised}", $"{household.Household}: {rules}, recognised {recognised}"))}[/]");
        }

        AnsiConsole.Write(lines);
        AnsiConsole.WriteLine();
    }

    private static string Class(FactDefinition status, string code) => code == status.Silence?.Means ? Say.Text("không thuộc diện nào", "none of these") : status.Say(code, Say.Vietnamese);

    private static void Sweep(DemoResult result)
    {
        var sweep = result.Sweep;
        AnsiConsole.MarkupLine(Say.Text($"[bold]Rà soát tháng {result.SweepMonth}[/]", $"[bold]Sweep for {result.SweepMonth}[/]"));
        foreach (var kind in Enum.GetValues<SweepKind>().Where(kind => sweep.PeopleByKind[kind] > 0))
        {
            var amount = kind == SweepKind.NotServed ? Say.Text($", {sweep.NotServedAmount} đồng một tháng", $", {sweep.NotServedAmount} đồng a month") : "";
            AnsiConsole.MarkupLine($"  [yellow]{sweep.PeopleByKind[kind],4}[/]  {Markup.Escape(SweepFiles.Heading(kind).In(Say.Vietnamese))}{amount}");
        }

        AnsiConsole.WriteLine();
    }

    private static void Files(DemoResult result)
    {
        AnsiConsole.MarkupLine(Say.Text($"[bold]Tệp đã ghi[/] trong {Markup.Escape(result.Folder)}", $"[bold]Files written[/] in {Markup.Escape(result.Folder)}"));
        foreach (var group in result.Files.Select(file => Path.GetRelativePath(result.Folder, file)).GroupBy(file => file.Split(Path.DirectorySeparatorChar) is [var top, _, ..] ? top : file).Where(group => !group.Key.Contains(".db-", StringComparison.Ordinal)))
        {
            Console.WriteLine(group.Key.Contains('.', StringComparison.Ordinal) ? $"  {group.Key}" : $"  {group.Key}/  {group.Count()}");
        }

        AnsiConsole.WriteLine();
    }
}

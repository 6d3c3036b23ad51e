using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Casework.Plans;
using AnSinh.Casework.Review;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Report;

/// <summary><c>ansinh report targets</c>, <c>enter</c> and <c>task</c>: how the programme's targets and tasks stand.</summary>
internal static class TargetsCommands
{
    private const string National = "VN";

    private static readonly Option<string?> Plan = new("--plan") { Description = "mã kế hoạch trong law/…/plans/plans.yaml (mặc định: kế hoạch đầu tiên) / plan (default: the first)" };
    private static readonly Option<string?> Area = new("--area") { Description = "mã tỉnh hoặc xã (mặc định: cả nước) / province or commune code (default: the whole country)" };
    private static readonly Option<string?> Month = new("--month") { Description = "tháng, ví dụ 2026-11 (mặc định: tháng này) / month (default: this one)" };
    private static readonly Option<string> Evidence = new("--evidence") { Description = "căn cứ: văn bản, báo cáo, ngày / what it rests on: paper, report, day", Required = true };

    public static Command Targets()
    {
        var html = new Option<string?>("--html") { Description = "ghi báo cáo HTML vào tệp / write the report as HTML" };
        var xlsx = new Option<string?>("--xlsx") { Description = "ghi bảng tính XLSX vào tệp / write the report as XLSX" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var list = new Option<string?>("--list") { Description = "liệt kê hộ, người đã đếm cho một chỉ tiêu / list the households and people counted for an indicator" };
        var command = new Command("targets", "chỉ tiêu và nhiệm vụ của chương trình / targets and tasks of the programme") { Plan, Area, Month, html, xlsx, json, list };
        command.SetAction(parse => Run(parse, book =>
        {
            if (PlanOf(parse, book) is not { } plan || !TryMonth(parse, book, out var month))
            {
                return CommandLine.BadInput;
            }

            var area = parse.GetValue(Area) ?? National;
            var scope = area == National ? AreaScope.All : AreaScope.Of(PlaceCode.Parse(area));
            var listed = new List<(IndicatorVerdict Verdict, HouseholdId Household, PersonId? Person)>();
            var asked = parse.GetValue(list);
            if (asked is not null && plan.Targets.All(target => target.Indicator.Id != asked))
            {
                Say.Error($"--list {asked}: kế hoạch không có chỉ tiêu này; có: {string.Join(", ", plan.Targets.Select(target => target.Indicator.Id))}", $"--list {asked}: the plan has no such indicator; there are: {string.Join(", ", plan.Targets.Select(target => target.Indicator.Id))}");
                return CommandLine.BadInput;
            }

            var report = TargetReport.Compute(book, plan, scope, area, month, (indicator, verdict, household, person) =>
            {
                if (indicator == asked && verdict != IndicatorVerdict.Outside)
                {
                    listed.Add((verdict, household, person));
                }
            });
            var name = area == National ? Say.Text("cả nước", "the whole country") : PlaceDirectory.VietNam.Find(PlaceCode.Parse(area))?.Name ?? area;
            WriteFile(parse.GetValue(html), () => System.Text.Encoding.UTF8.GetBytes(new TargetReportHtml(Say.Vietnamese).Write(report, name)));
            WriteFile(parse.GetValue(xlsx), () => TargetReportXlsx.Write(report, name, Say.Vietnamese));
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(Shape(report), Session.Json));
            }
            else if (asked is not null)
            {
                listed.ForEach(one => Console.WriteLine($"{one.Verdict}\t{one.Household}\t{one.Person}"));
            }
            else
            {
                Print(report, name);
            }

            return report.Targets.Any(row => row.Standing is TargetStanding.Behind) ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command Enter()
    {
        var indicator = new Option<string>("--indicator") { Description = "mã chỉ tiêu / indicator", Required = true };
        var year = new Option<int>("--year") { Description = "năm / year", Required = true };
        var value = new Option<string>("--value") { Description = "giá trị, dấu chấm thập phân / value, decimal point", Required = true };
        var command = new Command("enter", "nhập giá trị một chỉ tiêu kèm căn cứ / enter an indicator's value with evidence") { indicator, Area, year, value, Evidence };
        command.SetAction(parse => Run(parse, book =>
        {
            if (!decimal.TryParse(parse.GetValue(value), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                Say.Error($"--value '{parse.GetValue(value)}' không phải số; cần dạng 42.5", $"--value '{parse.GetValue(value)}' is not a number; expected as 42.5");
                return CommandLine.BadInput;
            }

            book.Enter(Session.Actor(parse), parse.GetValue(indicator)!, parse.GetValue(Area) ?? National, parse.GetValue(year), number, parse.GetValue(Evidence)!);
            Say.Note("Đã ghi.", "Recorded.");
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Task()
    {
        var task = new Option<string>("--task") { Description = "mã nhiệm vụ / task", Required = true };
        var state = new Option<string>("--state") { Description = "not_started | running | done | unknown", Required = true };
        state.AcceptOnlyFromAmong("not_started", "running", "done", "unknown");
        var command = new Command("task", "ghi tình trạng một nhiệm vụ kèm căn cứ / record a task's state with evidence") { task, state, Evidence };
        command.SetAction(parse => Run(parse, book =>
        {
            book.Record(Session.Actor(parse), parse.GetValue(task)!, parse.GetValue(state)!, parse.GetValue(Evidence)!);
            Say.Note("Đã ghi.", "Recorded.");
            return CommandLine.Done;
        }));
        return command;
    }

    private static int Run(ParseResult parse, Func<PlanBook, int> work) => Session.Guard(() =>
    {
        var (pack, catalog) = (LawPack.Load(Home.LawFolder), PlanCatalog.Load(Home.LawFolder));
        if (parse.GetValue(Area) is { } area && area != National && !(PlaceCode.TryParse(area, out var place) && PlaceDirectory.VietNam.Find(place) is not null))
        {
            Say.Error($"--area '{area}': không có tỉnh, xã mang mã này", $"--area '{area}': no province or commune has this code");
            return CommandLine.BadInput;
        }

        using var database = Session.OpenExisting(parse, ReviewBook.Migrations);
        return work(new PlanBook(database, pack, catalog));
    });

    private static Plan? PlanOf(ParseResult parse, PlanBook book)
    {
        var id = parse.GetValue(Plan);
        var plan = id is null ? book.Catalog.Plans[0] : book.Catalog.Plans.FirstOrDefault(known => known.Id == id);
        if (plan is null)
        {
            Say.Error($"--plan '{id}' không có; có: {string.Join(", ", book.Catalog.Plans.Select(known => known.Id))}", $"--plan '{id}' is unknown; there are: {string.Join(", ", book.Catalog.Plans.Select(known => known.Id))}");
        }

        return plan;
    }

    private static bool TryMonth(ParseResult parse, PlanBook book, out BenefitMonth month)
    {
        month = BenefitMonth.Of(book.Today);
        if (parse.GetValue(Month) is { } text && !BenefitMonth.TryParse(text, out month))
        {
            Say.Error($"--month '{text}' không phải tháng; cần dạng 2026-11", $"--month '{text}' is not a month; expected as 2026-11");
            return false;
        }

        return true;
    }

    private static void WriteFile(string? path, Func<byte[]> content)
    {
        if (path is not null)
        {
            File.WriteAllBytes(path, content());
            Say.Note(path, path);
        }
    }

    private static void Print(TargetReport report, string name)
    {
        var words = new TargetReportHtml(Say.Vietnamese);
        Console.WriteLine($"{report.Plan.Name.In(Say.Vietnamese)}: {name}, {report.Month}");
        foreach (var row in report.Targets)
        {
            var value = row.Found.Value is { } found ? found.ToString(CultureInfo.InvariantCulture) : "–";
            Console.WriteLine($"  {words.Standing(row.Standing),-24} {value,8} / {(row.Target.IsBelow ? "<" : "≥")} {row.Target.Value.ToString(CultureInfo.InvariantCulture)} ({row.Target.Year})  {row.Target.Indicator.Name.In(Say.Vietnamese)}");
        }

        foreach (var row in report.Tasks)
        {
            Console.WriteLine($"  {words.State(row),-24} {row.Task.Name.In(Say.Vietnamese)}");
        }
    }

    private static object Shape(TargetReport report) => new
    {
        plan = report.Plan.Id,
        area = report.Area,
        month = report.Month.ToString(),
        targets = report.Targets.Select(row => new
        {
            indicator = row.Target.Indicator.Id,
            year = row.Target.Year,
            target = row.Target.Value,
            below = row.Target.IsBelow,
            wanted = row.Wanted,
            value = row.Found.Value,
            valueYear = row.Found.Year,
            source = row.Found.Tally is null ? row.Found.Entered is null ? null : "entered" : "register",
            counted = row.Found.Tally?.Counted,
            among = row.Found.Tally?.Among,
            unknown = row.Found.Tally?.Unknown,
            evidence = row.Found.Entered?.Evidence,
            standing = row.Standing.ToString(),
            grade = row.Target.Grade.Code(),
        }),
        tasks = report.Tasks.Select(row => new { id = row.Task.Id, state = row.State.ToString(), due = row.Task.Due?.ToString(), late = row.IsLate, evidence = row.Evidence }),
    };
}

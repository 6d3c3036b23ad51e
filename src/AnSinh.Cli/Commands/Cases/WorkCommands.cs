using System.CommandLine;
using System.Text.Json;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Satisfaction;
using AnSinh.Casework.Cases.Worklists;
using AnSinh.Law;
using AnSinh.Registry;
using static AnSinh.Cli.Commands.Cases.CaseCommands;

namespace AnSinh.Cli.Commands.Cases;

/// <summary>Answers to the sweep's work lists and what they say about it; the one question after a decision.</summary>
internal static class WorkCommands
{
    public static Command Work()
    {
        var sweep = new Option<FileInfo>("--sweep") { Description = "sweep.json", Required = true };
        var answer = new Option<string?>("--answer") { Description = "accept, ask, not_now, wrong; để trống: chỉ liệt kê / none: only list" };
        answer.AcceptOnlyFromAmong("accept", "ask", "not_now", "wrong");
        var kind = new Option<string>("--kind") { Description = "not_served, may_be, no_longer_entitled, soon, stopped", DefaultValueFactory = _ => "not_served" };
        var fact = new Option<string>("--fact") { Description = "ask: thông tin phải hỏi / the fact to ask", DefaultValueFactory = _ => "" };
        var until = new Option<string?>("--until") { Description = "not_now: ngày xem lại / the day to look again" };
        var command = new Command("work", "trả lời danh sách việc của rà soát / answer a work list of the sweep") { sweep, answer, kind, Person, fact, until, Reason, Text, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var items = Items(parse.GetValue(sweep)!, parse.GetValue(kind)!).Where(item => book.Scope.Allows(item.Commune, PlaceDirectory.VietNam.ProvinceOf(item.Commune))).ToList();
            if (!WorklistAnswers.TryParse(parse.GetValue(answer), out var given) || parse.GetValue(answer) is null)
            {
                var open = items.GroupBy(item => item.Commune).SelectMany(commune => GivenAnswers.Of(book, commune.Key) is var given ? commune.Where(item => !given.IsAnswered(item, book.Today)) : []).ToList();
                if (parse.GetValue(Json))
                {
                    CaseOutput.Write(open.Select(item => new { person = item.Person.Value, kind = item.Kind, benefits = item.Benefits.Select(benefit => benefit.Value) }));
                }

                foreach (var item in parse.GetValue(Json) ? [] : open)
                {
                    Console.WriteLine($"{item.Commune}  {item.Person}  {string.Join(", ", item.Benefits)}");
                }

                return open.Count > 0 ? CommandLine.Findings : CommandLine.Done;
            }

            var person = PersonOf(book, parse.GetValue(Person));
            var wanted = items.FirstOrDefault(item => item.Person == person.Id)
                ?? throw new CaseRefusedException($"Người này không có trong danh sách '{parse.GetValue(kind)}'.", $"This person is not on the list '{parse.GetValue(kind)}'.");
            var reply = new WorkReply(given, parse.GetValue(fact)!, DayOf(parse, until), parse.GetValue(Reason)!, parse.GetValue(Text)!);
            if (WorklistAnswers.Execute(book, wanted, reply, Session.Actor(parse)) is { } opened)
            {
                CaseOutput.Show(book, opened, parse.GetValue(Json), code: null);
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Errors()
    {
        var from = new Option<string?>("--from") { Description = "từ ngày / from" };
        var to = new Option<string?>("--to") { Description = "đến ngày / to" };
        var command = new Command("errors", "danh sách việc sai bao nhiêu, theo xã và chính sách / how often work lists were wrong") { from, to, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var errors = WorklistAnswers.Errors(book, DayOf(parse, from) ?? DateOnly.MinValue, DayOf(parse, to) ?? book.Today);
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(errors.Select(one => new { commune = one.Commune.Value, benefit = one.Benefit.Value, answered = one.Answered, wrong = one.Wrong, perMille = one.WrongPerMille, reasons = one.Reasons }));
            }

            foreach (var one in parse.GetValue(Json) ? [] : errors)
            {
                Console.WriteLine($"{one.Commune}  {one.Benefit,-14} {one.Wrong}/{one.Answered}  {string.Join(", ", one.Reasons.Select(reason => $"{reason.Key} {reason.Value}"))}");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Rate()
    {
        var code = new Argument<string>("code") { Description = "mã trên quyết định / the code on the decision" };
        var score = new Option<int>("--score") { Description = "1 đến 5 / 1 to 5", Required = true };
        var command = new Command("rate", "đánh giá một lần, không nêu tên / one answer, without a name") { code, score };
        command.SetAction(parse => Run(parse, book =>
        {
            if (SatisfactionSurvey.Answer(book.Database, parse.GetValue(code)!, parse.GetValue(score)))
            {
                return CommandLine.Done;
            }

            Say.Error("Mã không đúng hoặc đã dùng.", "The code is not known or was used.");
            return CommandLine.Findings;
        }));
        return command;
    }

    public static Command Satisfaction()
    {
        var from = new Option<string>("--from") { Description = "từ tháng / from month", Required = true };
        var to = new Option<string>("--to") { Description = "đến tháng / to month", Required = true };
        var command = new Command("satisfaction", "mức hài lòng theo xã; ô nhỏ được ẩn / satisfaction by commune; small cells hidden") { from, to, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var cells = SatisfactionSurvey.ByCommune(book, MonthOf(parse.GetValue(from)), MonthOf(parse.GetValue(to)));
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(cells.Select(cell => new { commune = cell.Commune.Value, answers = cell.Answers, averageTenths = cell.AverageTenths }));
            }

            foreach (var cell in parse.GetValue(Json) ? [] : cells)
            {
                Console.WriteLine(cell.AverageTenths is { } tenths ? FormattableString.Invariant($"{cell.Commune}  {tenths / 10},{tenths % 10}  ({cell.Answers})") : $"{cell.Commune}  •");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>The lines of one kind of a sweep's document.</summary>
    private static List<WorkItem> Items(FileInfo file, string kind)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            var month = MonthOf(document.RootElement.GetProperty("month").GetString());
            return
            [
                .. document.RootElement.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == kind).Select(entry => new WorkItem(
                    kind, month, PlaceCode.Parse(entry.GetProperty("place").GetString()!), new HouseholdId(entry.GetProperty("household").GetString()!), new PersonId(entry.GetProperty("person").GetString()!),
                    [.. entry.GetProperty("benefits").EnumerateArray().Select(benefit => new BenefitId(benefit.GetString()!))])),
            ];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CaseRefusedException($"{file.Name}: không phải sweep.json ({error.Message})", $"{file.Name}: no sweep.json ({error.Message})");
        }
    }
}

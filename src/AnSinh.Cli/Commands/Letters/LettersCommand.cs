using System.CommandLine;
using System.Text;
using System.Text.Json;
using AnSinh.Casework.Letters;
using AnSinh.Cli.Commands.Payroll;
using AnSinh.Cli.Commands.Registry;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Letters;

/// <summary><c>ansinh letters --month M</c>: decisions, refusals and notices of arrears of a month, as pages for print.</summary>
internal static class LettersCommand
{
    public static Command Create()
    {
        var month = new Option<string>("--month") { Required = true, Description = "tháng ký quyết định, cũng là kỳ truy lĩnh, ví dụ 2026-11 / month of signing and of the run that pays arrears" };
        var area = new Option<string[]>("--area") { Description = "mã tỉnh hoặc xã / province or commune codes", AllowMultipleArgumentsPerToken = true };
        var kind = new Option<string[]>("--kind") { Description = "decision, refusal, arrears; mặc định cả ba / default all three", AllowMultipleArgumentsPerToken = true };
        kind.AcceptOnlyFromAmong([.. Enum.GetNames<LetterKind>().Select(name => name.ToLowerInvariant())]);
        var chair = new Option<string>("--chair") { Description = "họ tên người ký; mặc định để trống / who signs; default left open", DefaultValueFactory = _ => "" };
        var command = new Command("letters", "viết quyết định, thông báo từ chối, thông báo truy lĩnh để in / write decisions, refusals and arrears notices for print")
        {
            month, area, kind, chair, PayrollCommands.Out, PayrollCommands.Json,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var of = BenefitMonth.TryParse(parse.GetValue(month), out var parsed) ? parsed
                : throw new PayrollRefusedException($"--month {parse.GetValue(month)}: cần tháng dạng 2026-11", $"--month {parse.GetValue(month)}: expected a month as 2026-11");
            var scope = ExportCommand.Scope(parse.GetValue(area) ?? []);
            var kinds = parse.GetValue(kind) is { Length: > 0 } some ? some.Select(name => Enum.Parse<LetterKind>(name, ignoreCase: true)).ToHashSet() : [.. Enum.GetValues<LetterKind>()];
            var awards = new AwardLetters(book.Pack, book.Register, book.Register.Now(), scope, parse.GetValue(chair)!);
            var letters = awards.Of(of, kinds).Concat(kinds.Contains(LetterKind.Arrears) ? Arrears(book, of, scope, parse.GetValue(chair)!) : []).ToList();
            var files = letters.Select(letter => PayrollCommands.Write(parse, letter.FileName, Encoding.UTF8.GetBytes(letter.Html))).ToList();
            using (var write = book.Database.Begin(Session.Actor(parse), "letters.write"))
            {
                write.Audit("letters.write", scope.ToString(), $"{of}|{Path.GetFullPath(parse.GetValue(PayrollCommands.Out)!)}|{files.Count}");
                write.Commit();
            }

            Report(parse, letters, files, awards.Findings);
            return awards.Findings.Count > 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    /// <summary>The notices of the month's runs, once they are approved: before that nobody has been promised anything.</summary>
    private static IEnumerable<Letter> Arrears(PayrollBook book, BenefitMonth month, AreaScope scope, string chair) => ShowRun.All(book)
        .Where(run => run.Month == month && run.State is not (RunState.Draft or RunState.Checked or RunState.Cancelled))
        .SelectMany(run => ArrearsLetters.Of(book, run, ShowRun.Read(book, run.Id).Content.Lines, scope, chair));

    private static void Report(ParseResult parse, List<Letter> letters, List<string> files, IReadOnlyList<LetterFinding> findings)
    {
        if (parse.GetValue(PayrollCommands.Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    letters = letters.Zip(files, (letter, file) => new { kind = letter.Kind.ToString().ToLowerInvariant(), person = letter.Person.Value, file }),
                    findings = findings.Select(finding => new { person = finding.Person.Value, decision = finding.DecisionNumber, benefit = finding.Benefit.Value, vi = finding.Why.Vi, en = finding.Why.En }),
                },
                Session.Json));
            return;
        }

        foreach (var file in files)
        {
            Console.WriteLine(file);
        }

        foreach (var finding in findings)
        {
            Say.Note(
                $"- {finding.DecisionNumber}, {finding.Benefit}, {finding.Person}: không viết. {finding.Why.Vi}", $"- {finding.DecisionNumber}, {finding.Benefit}, {finding.Person}: not written. {finding.Why.En}");
        }

        Say.Note(
            $"{letters.Count(letter => letter.Kind == LetterKind.Decision)} quyết định, {letters.Count(letter => letter.Kind == LetterKind.Refusal)} thông báo từ chối, {letters.Count(letter => letter.Kind == LetterKind.Arrears)} thông báo truy lĩnh.",
            $"{letters.Count(letter => letter.Kind == LetterKind.Decision)} decisions, {letters.Count(letter => letter.Kind == LetterKind.Refusal)} refusals, {letters.Count(letter => letter.Kind == LetterKind.Arrears)} notices of arrears.");
    }
}

using System.Text.Json;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Satisfaction;

namespace AnSinh.Cli.Commands.Cases;

/// <summary>A case on the screen, or as JSON.</summary>
internal static class CaseOutput
{
    public static void Show(CaseBook book, CaseFile file, bool json, string? code)
    {
        var reading = file.Clock is { } clock ? book.Clock.Read(clock, book.Today) : null;
        if (json)
        {
            Write(new
            {
                id = file.Id,
                kind = file.Kind.Code(),
                stage = file.Stage.Code(),
                version = file.Version,
                commune = file.Header.Commune.Value,
                person = file.Header.Person?.Value,
                household = file.Header.Household?.Value,
                about = file.Header.About,
                opened = file.Header.OpenedOn,
                due = file.Clock?.Due,
                workingDaysLeft = reading?.WorkingDaysLeft,
                escalation = reading?.Escalation.ToString().ToLowerInvariant(),
                deadline = reading?.Deadline is { } deadline ? new { parameter = deadline.Parameter, length = deadline.Length, @ref = deadline.Ref.ToString(), grade = deadline.Grade.ToString() } : null,
                late = file.EndedLate,
                code,
                satisfaction = file.Decision is null ? null : SatisfactionSurvey.CodeOf(book, file.Id),
                events = file.Events.Select(recorded => new { sequence = recorded.Sequence, day = recorded.Day, actor = recorded.Actor, type = recorded.Type, stage = recorded.Stage.Code(), due = recorded.Clock?.Due }),
                items = (file.Contents<Proposed>().LastOrDefault()?.Items ?? []).Select(item => new
                {
                    person = item.Person.Value, benefit = item.Benefit.Value, grant = item.Grant, amount = item.Amount.Amount, calculation = item.Calculation, because = item.Because.Select(text => text.In(Say.Vietnamese)), nearest = item.Nearest.Select(text => text.In(Say.Vietnamese)), grade = item.Grade,
                }),
                decision = file.Decision is { } decided ? new
                {
                    outcome = decided.Outcome,
                    number = decided.Number,
                    on = decided.On,
                    follows = decided.Follows,
                    items = decided.Items.Select(item => new { person = item.Person.Value, benefit = item.Benefit.Value, award = item.Award, grant = item.Grant, from = item.From.ToString() }),
                } : null,
            });
            return;
        }

        var vi = Say.Vietnamese;
        Console.WriteLine($"{file.Id}  {file.Kind.Say(vi)}: {file.Stage.Say(vi)} ({Say.Text("bước", "version")} {file.Version})");
        if (reading is not null)
        {
            Console.WriteLine(FormattableString.Invariant($"  {Say.Text("hạn", "due")} {reading.Clock.Due:yyyy-MM-dd}, {Say.Text("còn", "left")} {reading.WorkingDaysLeft} {Say.Text("ngày làm việc", "working days")}{(reading.Deadline is { } by ? $" ({by.Say(vi)}, {by.Ref}, {by.Grade})" : "")}"));
        }

        foreach (var recorded in file.Events)
        {
            Console.WriteLine(FormattableString.Invariant($"  {recorded.Sequence,3}  {recorded.Day:yyyy-MM-dd}  {recorded.Type,-16} {recorded.Actor}"));
        }

        foreach (var item in file.Contents<Proposed>().LastOrDefault()?.Items ?? [])
        {
            Console.WriteLine($"  {(item.Grant ? "✓" : "✗")} {item.Benefit}: {item.Amount} ₫  {item.Calculation}");
            foreach (var line in item.Because.Select(text => text.In(vi)).Concat(item.Nearest.Select(change => Say.Text("→ cần: ", "→ needed: ") + change.In(vi))))
            {
                Console.WriteLine($"      {line}");
            }
        }

        foreach (var item in file.Decision?.Items ?? [])
        {
            Console.WriteLine($"  {file.Decision!.Number}: {item.Benefit} {item.From} {item.Award}");
        }

        foreach (var follow in file.Decision?.Follows ?? [])
        {
            Console.WriteLine(Say.Text($"  mở tiếp hồ sơ {follow}", $"  opened {follow}"));
        }

        if (code is not null)
        {
            Console.WriteLine(Say.Text($"  mã theo dõi: {code}", $"  code to follow it by: {code}"));
        }
    }

    public static void Write(object document) => Console.WriteLine(JsonSerializer.Serialize(document, Session.Json));
}

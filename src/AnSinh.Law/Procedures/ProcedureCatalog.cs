using System.Globalization;

namespace AnSinh.Law;

/// <summary>The procedures of a law folder. No rule reads them: workflows do, to watch steps and deadlines.</summary>
public sealed class ProcedureCatalog
{
    private ProcedureCatalog(IReadOnlyList<Procedure> all) => All = all;

    public IReadOnlyList<Procedure> All { get; }

    /// <summary>The procedure of a kind for a status that is in force on a day, the latest in force first; null when there is none.</summary>
    public Procedure? Find(string status, string kind, DateOnly day) => All
        .Where(procedure => procedure.Status == status && procedure.Kind == kind && procedure.InForce <= day).MaxBy(procedure => procedure.InForce);

    /// <summary>Reads <c>procedures/*.yaml</c> below a law folder.</summary>
    /// <exception cref="LawPackException">Some file is faulty; every fault is listed.</exception>
    public static ProcedureCatalog Load(string folder)
    {
        var faults = new PackFaults();
        var path = Path.Combine(folder, "procedures");
        IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal) : [];
        var all = files
            .SelectMany(file => YamlText.Single($"procedures/{Path.GetFileName(file)}", CaseReader.ReadText(file, faults), faults) is { } root
                ? root.Only("procedures").Required("procedures").Items().Select(ReadProcedure).ToList()
                : [])
            .ToList();
        faults.ThrowIfAny();
        return new ProcedureCatalog(all);
    }

    private static Procedure ReadProcedure(PackNode node)
    {
        node.Only("id", "name", "kind", "status", "in_force", "ref", "grade", "steps");
        var procedure = new Procedure
        {
            Id = node.Required("id").Text(),
            Name = node.Required("name").Bilingual(),
            Kind = node.Required("kind").OneOf("yearly", "ad_hoc"),
            Status = node.Required("status").Text(),
            InForce = node.Required("in_force").Date(),
            Ref = node.Required("ref").Text(),
            Grade = node.Required("grade").Grade(),
            Steps = [.. node.Required("steps").Items().Select(ReadStep)],
        };
        foreach (var (step, place) in procedure.Steps.Zip(node.Required("steps").Items()))
        {
            foreach (var named in EventsOf(step).Select(one => one.Step).Append(step.Again ?? step.Id).Where(named => procedure.Step(named) is null))
            {
                place.Fault($"không có bước '{named}' trong thủ tục này", $"there is no step '{named}' in this procedure");
            }
        }

        return procedure;
    }

    private static IEnumerable<ProcedureEvent> EventsOf(ProcedureStep step)
    {
        ProcedureEvent?[] events =
        [
            (step.From as StepStart.OnEvent)?.Event, (step.From as StepStart.OnMonthDay)?.After, (step.To as StepEnd.AfterDays)?.After,
        ];
        return events.OfType<ProcedureEvent>();
    }

    private static ProcedureStep ReadStep(PackNode node)
    {
        node.Only("id", "name", "who", "from", "to", "ended", "agreement_percent", "again", "ref", "grade", "note");
        return new ProcedureStep
        {
            Id = node.Required("id").Text(),
            Name = node.Required("name").Bilingual(),
            Who = node.Required("who").Bilingual(),
            From = node.Optional("from") is { } from ? ReadStart(from) : null,
            To = node.Optional("to") is { } to ? ReadEnd(to) : null,
            Ended = node.Optional("ended")?.Date(),
            AgreementPercent = node.Optional("agreement_percent") is { } percent ? checked((int)percent.Integer()) : null,
            Again = node.Optional("again")?.Text(),
            Ref = node.Required("ref").Text(),
            Grade = node.Required("grade").Grade(),
            Note = node.Optional("note")?.Bilingual(),
        };
    }

    private static StepStart ReadStart(PackNode node)
    {
        if (node.IsScalar)
        {
            return new StepStart.OnYearDay(ReadYearDay(node));
        }

        node.Only("event", "day", "after");
        return node.Optional("day") is { } day
            ? new StepStart.OnMonthDay(checked((int)day.Integer()), ReadEvent(node.Required("after")))
            : new StepStart.OnEvent(ReadEvent(node.Required("event")));
    }

    private static StepEnd ReadEnd(PackNode node)
    {
        if (node.IsScalar)
        {
            return new StepEnd.OnYearDay(ReadYearDay(node));
        }

        node.Only("day", "months", "days", "kind", "after");
        return node.Optional("days") is { } days
            ? new StepEnd.AfterDays(checked((int)days.Integer()), node.Required("kind").OneOf("working", "calendar") == "working", ReadEvent(node.Required("after")))
            : new StepEnd.OnMonthDay(checked((int)node.Required("day").Integer()), [.. node.Required("months").Items().Select(month => checked((int)month.Integer()))]);
    }

    private static ProcedureEvent ReadEvent(PackNode node)
    {
        var text = node.Text();
        return text.EndsWith(".begun", StringComparison.Ordinal) ? new(text[..^".begun".Length], Begun: true) : new(text, Begun: false);
    }

    private static YearDay ReadYearDay(PackNode node) => node.Parsed(
        text => DateOnly.TryParseExact("2024-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (true, new YearDay(day.Month, day.Day)) : (false, default),
        "ngày trong năm dạng 09-01 (tháng-ngày)", "a day of the year as 09-01 (month-day)");
}

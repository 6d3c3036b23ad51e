namespace AnSinh.Law;

/// <summary>A value wanted or found in a year.</summary>
public sealed record YearValue(int Year, decimal Value);

/// <summary>Where an indicator stood when the plan began.</summary>
public sealed record Baseline(int Year, decimal Value, EvidenceGrade Grade, string Note);

/// <summary>What a plan wants of an indicator in a year: at least a value, or below one.</summary>
public sealed record Target(Indicator Indicator, int Year, decimal Value, bool IsBelow, EvidenceGrade Grade, string Note, Baseline? Baseline, IReadOnlyList<YearValue> Path)
{
    public bool IsMetBy(decimal value) => IsBelow ? value < Value : value >= Value;

    /// <summary>The value wanted in a year on the straight way between the baseline, the years of the path and the target; null before the first of them.</summary>
    public decimal? WantedIn(int year)
    {
        var points = Path.Concat(Baseline is { } from ? [new YearValue(from.Year, from.Value)] : []).Append(new YearValue(Year, Value)).OrderBy(point => point.Year).ToList();
        if (points.FindLast(point => point.Year <= year) is not { } before)
        {
            return null;
        }

        return points.Find(point => point.Year > year) is { } after
            ? decimal.Round(before.Value + ((after.Value - before.Value) * (year - before.Year) / (after.Year - before.Year)), 1, MidpointRounding.ToEven)
            : before.Value;
    }
}

public sealed record Plan(string Id, Bilingual Name, LegalRef Ref, Bilingual? Note, IReadOnlyList<Target> Targets);

public enum TaskState
{
    NotStarted,
    Running,
    Done,
    Unknown,
}

public sealed record TaskGroup(int Number, Bilingual Name);

/// <summary>A task of the programme: who leads it, by when (null: no deadline is known), and where a source leaves it.</summary>
public sealed record ProgrammeTask(string Id, TaskGroup Group, Bilingual Name, Bilingual Lead, BenefitMonth? Due, TaskState State, string Result, EvidenceGrade Grade, string Note);

/// <summary>Indicators, plans with their targets, and tasks (law/…/plans). No rule reads them.</summary>
public sealed record PlanCatalog(IReadOnlyList<Indicator> Indicators, IReadOnlyList<Plan> Plans, IReadOnlyList<ProgrammeTask> Tasks)
{
    internal const string IndicatorsFile = "plans/indicators.yaml";
    private const string PlansFile = "plans/plans.yaml";
    private const string TasksFile = "plans/tasks.yaml";

    /// <exception cref="LawPackException">The files have faults; all of them are listed.</exception>
    public static PlanCatalog Load(string folder)
    {
        var faults = new PackFaults();
        var (indicatorRoot, planRoot, taskRoot) = (Root(folder, IndicatorsFile, faults), Root(folder, PlansFile, faults), Root(folder, TasksFile, faults));
        faults.ThrowIfAny();
        var indicators = indicatorRoot!.Only("indicators").Required("indicators").Items().Select(Indicator.Read).ToList();
        foreach (var twice in indicators.GroupBy(indicator => indicator.Id).Where(group => group.Count() > 1))
        {
            indicatorRoot.Fault($"chỉ tiêu '{twice.Key}' khai báo hai lần", $"indicator '{twice.Key}' is declared twice");
        }

        var groups = taskRoot!.Only("groups", "tasks").Required("groups").Items()
            .Select(group => new TaskGroup((int)group.Only("no", "name").Required("no").Integer(), group.Required("name").Bilingual())).ToList();
        var catalog = new PlanCatalog(
            indicators,
            [.. planRoot!.Only("plans").Required("plans").Items().Select(node => ReadPlan(node, indicators))],
            [.. taskRoot.Required("tasks").Items().Select(node => ReadTask(node, groups)).OfType<ProgrammeTask>()]);
        faults.ThrowIfAny();
        return catalog;
    }

    private static PackNode? Root(string folder, string file, PackFaults faults)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            faults.Add(file, 1, 1, "thiếu tệp này", "this file is missing");
            return null;
        }

        return YamlText.Single(file, CaseReader.ReadText(path, faults), faults);
    }

    private static Plan ReadPlan(PackNode node, List<Indicator> indicators)
    {
        node.Only("id", "name", "ref", "note", "targets");
        return new Plan(
            node.Required("id").Text(), node.Required("name").Bilingual(), node.Required("ref").Ref(), node.Optional("note")?.Bilingual(),
            [.. node.Required("targets").Items().Select(target => ReadTarget(target, indicators)).OfType<Target>()]);
    }

    private static Target? ReadTarget(PackNode node, List<Indicator> indicators)
    {
        node.Only("indicator", "year", "at_least", "below", "grade", "note", "baseline", "path");
        var id = node.Required("indicator");
        if (indicators.Find(known => known.Id == id.Text()) is not { } indicator)
        {
            id.Fault($"không có chỉ tiêu '{id.Text()}'", $"there is no indicator '{id.Text()}'");
            return null;
        }

        var below = node.Optional("below");
        if ((below is null) == (node.Optional("at_least") is null))
        {
            node.Fault("cần một trong at_least, below", "expected one of at_least, below");
        }

        return new Target(
            indicator, (int)node.Required("year").Integer(), (below ?? node.Required("at_least")).Number(), below is not null, node.Required("grade").Grade(), node.Optional("note")?.Text() ?? "",
            node.Optional("baseline") is { } from ? new Baseline((int)from.Only("year", "value", "grade", "note").Required("year").Integer(), from.Required("value").Number(), from.Required("grade").Grade(), from.Optional("note")?.Text() ?? "") : null,
            [.. (node.Optional("path")?.Items() ?? []).Select(point => new YearValue((int)point.Only("year", "value").Required("year").Integer(), point.Required("value").Number()))]);
    }

    private static ProgrammeTask? ReadTask(PackNode node, List<TaskGroup> groups)
    {
        node.Only("id", "group", "name", "lead", "due", "state", "result", "grade", "note");
        var number = node.Required("group");
        if (groups.Find(known => known.Number == number.Integer()) is not { } group)
        {
            number.Fault($"không có nhóm nhiệm vụ {number.Text()}", $"there is no group {number.Text()}");
            return null;
        }

        return new ProgrammeTask(
            node.Required("id").Text(), group, node.Required("name").Bilingual(), node.Required("lead").Bilingual(), node.Optional("due")?.Month(), ParseState(node.Required("state").OneOf("not_started", "running", "done", "unknown")),
            node.Optional("result")?.Text() ?? "", node.Required("grade").Grade(), node.Optional("note")?.Text() ?? "");
    }

    public static TaskState ParseState(string code) => code switch { "not_started" => TaskState.NotStarted, "running" => TaskState.Running, "done" => TaskState.Done, _ => TaskState.Unknown };
}

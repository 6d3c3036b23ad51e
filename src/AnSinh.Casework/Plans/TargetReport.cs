using System.Data.Common;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Plans;

/// <summary>The value of an indicator in the report: computed from the register or entered; null where there is none yet.</summary>
/// <param name="Tally">Whom the register counted; null for entered values.</param>
public sealed record IndicatorValue(int Year, decimal? Value, IndicatorTally? Tally, EnteredValue? Entered);

/// <summary>How a target stands: reached, on the way that the plan wants for the year, behind it, or not to be said.</summary>
public enum TargetStanding
{
    Reached,
    OnTheWay,
    Behind,
    NoValue,
    NoWay,
}

/// <summary>A target with what was found.</summary>
/// <param name="Wanted">The value the plan's way wants in the year of the report; null where no way is known.</param>
public sealed record TargetRow(Target Target, IndicatorValue Found, decimal? Wanted, TargetStanding Standing);

/// <summary>A task with the state recorded last.</summary>
public sealed record TaskRow(ProgrammeTask Task, TaskState State, string Evidence, bool IsLate);

/// <summary>A plan's targets and the programme's tasks, as they stand in an area in a month.</summary>
public sealed record TargetReport(Plan Plan, string Area, BenefitMonth Month, IReadOnlyList<TargetRow> Targets, IReadOnlyList<TaskRow> Tasks)
{
    /// <exception cref="LawStopException">A measure errs on some household.</exception>
    public static TargetReport Compute(PlanBook book, Plan plan, AreaScope scope, string area, BenefitMonth month, Action<string, IndicatorVerdict, HouseholdId, PersonId?>? seen = null)
    {
        var count = new IndicatorCount(book.Pack, plan.Targets.Select(target => target.Indicator).DistinctBy(indicator => indicator.Id), book.Database.Clock);
        foreach (var household in book.Register.Now().Households(scope, month))
        {
            foreach (var (indicator, person, verdict) in count.Add(household, month, book.Today))
            {
                seen?.Invoke(indicator, verdict, household.Id, person);
            }
        }

        var entered = book.Values(area).ToLookup(value => value.Indicator, StringComparer.Ordinal);
        var states = book.States().ToDictionary(state => state.Task, StringComparer.Ordinal);
        return new TargetReport(
            plan, area, month,
            [.. plan.Targets.Select(target => Row(target, month.Year, count.Tallies, entered[target.Indicator.Id]))],
            [.. book.Catalog.Tasks.Select(task => Row(task, states.GetValueOrDefault(task.Id), month))]);
    }

    private static TargetRow Row(Target target, int year, Dictionary<string, IndicatorTally> tallies, IEnumerable<EnteredValue> entered)
    {
        var found = target.Indicator.Measure is not null && tallies.TryGetValue(target.Indicator.Id, out var tally) ? new IndicatorValue(year, tally.Percent, tally, null)
            : entered.Where(value => value.Year <= year).MaxBy(value => value.Year) is { } last ? new IndicatorValue(last.Year, last.Value, null, last)
            : new IndicatorValue(year, null, null, null);
        var wanted = target.WantedIn(year);
        var standing = found.Value is not { } value ? TargetStanding.NoValue
            : target.IsMetBy(value) ? TargetStanding.Reached
            : wanted is not { } way ? TargetStanding.NoWay
            : (target.IsBelow ? value <= way : value >= way) ? TargetStanding.OnTheWay : TargetStanding.Behind;
        return new TargetRow(target, found, wanted, standing);
    }

    private static TaskRow Row(ProgrammeTask task, EnteredState? entered, BenefitMonth month)
    {
        var state = entered?.State ?? task.State;
        return new TaskRow(task, state, entered?.Evidence ?? task.Result, state is not TaskState.Done && task.Due < month);
    }
}

/// <summary>Plans over a database and a law folder.</summary>
public sealed class PlanBook(Database database, LawPack pack, PlanCatalog catalog)
{
    public Database Database { get; } = database;
    public LawPack Pack { get; } = pack;
    public PlanCatalog Catalog { get; } = catalog;
    public Register Register { get; } = new(database);
    public DateOnly Today => Database.Clock.TodayInVietNam();

    public IReadOnlyList<EnteredValue> Values(string area) => Read(connection => PlanStore.Values(connection, area));

    public IReadOnlyList<EnteredState> States() => Read(PlanStore.States);

    /// <summary>Enters a value with its evidence.</summary>
    /// <exception cref="StorageException">There is no such indicator, the register computes it, the value is out of bounds, or the evidence is missing.</exception>
    public void Enter(string actor, string indicatorId, string area, int year, decimal value, string evidence)
    {
        var indicator = Catalog.Indicators.FirstOrDefault(known => known.Id == indicatorId) ?? throw new StorageException(
            $"Không có chỉ tiêu '{indicatorId}'; có: {string.Join(", ", Catalog.Indicators.Select(known => known.Id))}", $"There is no indicator '{indicatorId}'; there are: {string.Join(", ", Catalog.Indicators.Select(known => known.Id))}");
        if (indicator.Measure is not null)
        {
            throw new StorageException($"Chỉ tiêu '{indicatorId}' do sổ đăng ký tính, không nhập tay.", $"The register computes '{indicatorId}'; it is not entered by hand.");
        }

        if (value < 0 || (indicator.Unit == "%" && value > 100) || year < 2000 || year > Today.Year)
        {
            throw new StorageException($"Giá trị {value} của năm {year} không hợp lệ: cần từ 0{(indicator.Unit == "%" ? " đến 100" : "")}, năm từ 2000 đến {Today.Year}.", $"The value {value} of {year} is out of bounds: expected from 0{(indicator.Unit == "%" ? " to 100" : "")}, a year from 2000 to {Today.Year}.");
        }

        Evidenced(evidence);
        using var write = Database.Begin(actor, "plan.value");
        PlanStore.Write(write, indicatorId, area, year, value, evidence.Trim());
        write.Commit();
    }

    /// <summary>Records the state of a task with its evidence.</summary>
    /// <exception cref="StorageException">There is no such task or the evidence is missing.</exception>
    public void Record(string actor, string taskId, string state, string evidence)
    {
        if (Catalog.Tasks.All(task => task.Id != taskId))
        {
            throw new StorageException($"Không có nhiệm vụ '{taskId}'; có: {string.Join(", ", Catalog.Tasks.Select(task => task.Id))}", $"There is no task '{taskId}'; there are: {string.Join(", ", Catalog.Tasks.Select(task => task.Id))}");
        }

        Evidenced(evidence);
        using var write = Database.Begin(actor, "plan.task");
        PlanStore.Write(write, taskId, state, evidence.Trim());
        write.Commit();
    }

    private static void Evidenced(string evidence)
    {
        if (string.IsNullOrWhiteSpace(evidence))
        {
            throw new StorageException("Cần ghi căn cứ của số liệu (--evidence): văn bản, báo cáo, ngày.", "Say what the figure rests on (--evidence): paper, report, day.");
        }
    }

    private T Read<T>(Func<DbConnection, T> read)
    {
        using var connection = Database.Connect();
        return read(connection);
    }
}

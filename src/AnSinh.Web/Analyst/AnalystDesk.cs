using System.Collections.Concurrent;
using System.Diagnostics;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Reports;
using AnSinh.Simulation.Runs;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.Analyst;

/// <summary>Figures of scenarios, and what stands behind them.</summary>
/// <param name="LeftOut">Households of the register that are not in the figures.</param>
public sealed record AnalystFigures(SimulationResult Result, ReportTables Tables, int LeftOut, decimal Seconds);

/// <summary>
/// Works scenarios out on a population file, or on the register of the reader's area where there is none. People are read and counted once for each state of the register; the last results are kept, so that coming back
/// to a scenario, or exporting it, costs nothing.
/// </summary>
public sealed class AnalystDesk(Database database, LawPack pack, SiteOptions options) : IDisposable
{
    private const int Kept = 32;

    /// <summary>States of people: each is as large as the register.</summary>
    private const int FewKept = 3;

    private readonly ConcurrentDictionary<string, Lazy<RegisterPeople>> _people = new();
    private readonly ConcurrentDictionary<string, Lazy<CountedPeople?>> _counted = new();
    private readonly ConcurrentDictionary<string, Lazy<AnalystFigures>> _figures = new();
    private readonly Lazy<PopulationReader?> _file = new(() => options.Population is { } path ? new PopulationReader(path) : null);

    /// <summary>Whether figures are those of a population file, the same for everybody.</summary>
    public bool HasFile => _file.Value is not null;

    /// <param name="scope">The area whose register is read, where there is no population file.</param>
    /// <param name="month">The month worked out.</param>
    /// <param name="scenarios">Beside the law as it is.</param>
    /// <exception cref="LawPackException">A scenario and the law together have faults.</exception>
    /// <exception cref="LawStopException">The law reads cases in a way that bulk evaluation cannot carry.</exception>
    public AnalystFigures Of(AreaScope scope, BenefitMonth month, IReadOnlyList<(string Id, string Name, ScenarioPatch Patch)> scenarios)
    {
        var behind = HasFile ? "file" : $"{scope}|{RegisterNumber()}|{month}|{database.Clock.TodayInVietNam():O}";
        return Keep(_figures, $"{behind}|{month}|{string.Join('|', scenarios.Select(one => $"{one.Id}/{one.Name}/{one.Patch}"))}", Kept, () => Work(scope, month, scenarios, behind));
    }

    /// <summary>Begins to read and count people for somebody who will probably ask: whoever asks meanwhile waits for the same work.</summary>
    public void Prepare(AreaScope scope, BenefitMonth month) => _ = Task.Run(() => Of(scope, month, [])).ContinueWith(
        failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private AnalystFigures Work(AreaScope scope, BenefitMonth month, IReadOnlyList<(string Id, string Name, ScenarioPatch Patch)> scenarios, string behind)
    {
        var begun = Stopwatch.GetTimestamp();
        var people = _file.Value is null ? Keep(_people, behind, FewKept, () => RegisterPeople.Read(pack, new Register(database).Now(), scope, month, database.Clock.TodayInVietNam())) : null;
        var source = people?.Source ?? PeopleSource.Of(_file.Value!);
        var inputs = SimulationInputs.Of(pack, source, month, month, [.. scenarios.Select(one => one.Patch.Reform(one.Id, one.Name, month))]);
        if (source.Origin != PopulationOrigin.Survey)
        {
            // Counted once for the law as it is: from then on a slider costs what the kinds of households cost.
            inputs = inputs with { Counted = Keep(_counted, $"{behind}|{month}", FewKept, () => CountedPeople.Of(SimulationInputs.Of(pack, source, month, month, []), Environment.ProcessorCount)) };
        }

        var result = new SimulationRun(inputs).Run(Environment.ProcessorCount);
        var tables = new ReportTables(result);
        return new AnalystFigures(
            result, source.Origin == PopulationOrigin.Drawn ? tables : tables.With(SmallCells.Hide), people?.LeftOut ?? 0, decimal.Round((decimal)Stopwatch.GetElapsedTime(begun).TotalMilliseconds / 1000, 1));
    }

    private static T Keep<T>(ConcurrentDictionary<string, Lazy<T>> kept, string key, int most, Func<T> make)
    {
        if (kept.Count >= most && !kept.ContainsKey(key))
        {
            kept.Clear();
        }

        var made = kept.GetOrAdd(key, _ => new Lazy<T>(make));
        try
        {
            return made.Value;
        }
        catch
        {
            kept.TryRemove(KeyValuePair.Create(key, made));
            throw;
        }
    }

    private long RegisterNumber()
    {
        using var connection = database.Connect();
        return connection.ExecuteScalar<long>("select coalesce(max(number), 0) from knowledge where action not like 'account.%' and action not like 'number.%' and action not like 'audit.%' and action not like 'payroll.%' and action not like 'record.%' and action not like 'document.%' and action not like 'retention.propose%'");
    }

    public void Dispose()
    {
        if (_file.IsValueCreated)
        {
            _file.Value?.Dispose();
        }
    }
}

using System.Collections.Concurrent;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.WorkLists;

/// <summary>A list as it was swept: its entries, and when.</summary>
public sealed record WorkList(IReadOnlyList<SweepEntry> Entries, SweepTotals Totals, DateOnly Day);

/// <summary>
/// The work lists of communes, swept from the register when somebody opens them and kept until the register changes. Logins and openings of numbers do not change it.
/// </summary>
public sealed class WorkListCache(Database database, LawPack pack)
{
    /// <summary>Communes kept at a time; the oldest makes room.</summary>
    private const int Kept = 64;

    private readonly ConcurrentDictionary<(string Commune, long Number, BenefitMonth Month), Lazy<WorkList>> _lists = new();

    public WorkList Of(PlaceCode commune, BenefitMonth month, DateOnly today)
    {
        var number = RegisterNumber();
        if (_lists.Count >= Kept)
        {
            _lists.Clear();
        }

        return _lists.GetOrAdd((commune.Value, number.Value, month), _ => new Lazy<WorkList>(() =>
        {
            var sweep = new RegisterSweep(pack);
            var entries = sweep.Run(new Register(database).At(number), AreaScope.Of(commune), month, today).ToList();
            return new WorkList(entries, sweep.Totals, today);
        })).Value;
    }

    /// <summary>The last commit that can have changed what the law says about somebody.</summary>
    private KnowledgeNumber RegisterNumber()
    {
        using var connection = database.Connect();
        return new(connection.ExecuteScalar<long>(
            """
            select coalesce(max(number), 0) from knowledge
            where action not like 'account.%' and action not like 'number.%' and action not like 'worklist.%' and action not like 'payroll.%' and action not like 'audit.%' and action not like 'document.%'
            and action not like 'record.%' and action not like 'import.%' and action not like 'satisfaction.%' and (action not like 'case.%' or action = 'case.decide')
            """));
    }
}

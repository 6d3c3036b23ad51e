using System.Data.Common;
using System.Reflection;
using AnSinh.Payroll.DrawUps;
using AnSinh.Storage;
using AnSinh.Storage.Audit;
using Dapper;

namespace AnSinh.Web.Status;

/// <summary>A worker that has taken parts of runs being drawn up: how many it holds and has done of them.</summary>
public sealed record WorkerShare(string Name, long Holds, long Done);

/// <summary>How the system stands, without a word of people: what is being drawn up and by whom, the last signed block of the audit trail and what waits for the next, the last commit.</summary>
public sealed record SystemStatus(
    string Version, string DatabaseName, bool IsServer, long LastNumber, DateOnly? LastDay, AuditBlock? LastBlock, long Unsealed, IReadOnlyList<DrawUp> DrawUps, IReadOnlyList<WorkerShare> Workers)
{
    public static SystemStatus Of(Database database)
    {
        var last = database.Current();
        using var connection = database.Connect();
        return new SystemStatus(
            typeof(SystemStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, database.IsServer ? database.Name : Path.GetFileName(database.Name), database.IsServer, last.Value, database.DayOf(last),
            AuditChain.Last(connection), AuditChain.Waiting(connection), DrawUp.Open(connection), WorkersOf(connection));
    }

    private static List<WorkerShare> WorkersOf(DbConnection connection) =>
    [
        .. connection.Query<(string Name, long Holds, long Done)>(
            """
            select t.worker, cast(sum(case when t.done = 0 and t.leased_until > 0 then 1 else 0 end) as bigint), cast(sum(t.done) as bigint)
            from payroll_draw_up_task t join payroll_draw_up d on d.run_id = t.run_id where d.state = 'open' and t.worker <> '' group by t.worker order by t.worker
            """).Select(row => new WorkerShare(row.Name, row.Holds, row.Done)),
    ];
}

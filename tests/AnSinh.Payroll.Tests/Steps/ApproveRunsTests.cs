using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll.Limits;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using Dapper;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class SqliteApproveRunsTests() : ApproveRunsTests(Dialect.Sqlite);

public sealed class PostgresApproveRunsTests() : ApproveRunsTests(Dialect.Postgres);

/// <summary>Many runs approved together: each with the checks of one, each whole or not at all.</summary>
public abstract class ApproveRunsTests(Dialect dialect)
{
    [DialectFact]
    public void Each_is_approved_or_refused_for_itself_and_a_second_time_only_the_rest_is_looked_at()
    {
        using var commune = new SmallCommune(dialect);
        var here = commune.Draft(SmallCommune.June).Run;
        var elsewhere = Empty(commune, 0);
        var own = Empty(commune, 1, checkedBy: "duyet");
        var draft = RunMonth.Execute(commune.Book, new RunRequest(Commune(2), SmallCommune.June, "lap")).Run;
        here = CheckRun.Execute(commune.Book, here.Id, "kiem").Run;
        var heard = new List<int>();
        var result = ApproveRuns.Execute(commune.Book, [here, own, draft, elsewhere], "duyet", [], acceptAll: true, "cả tỉnh", so => heard.Add(so.Done));
        Assert.Equal((2, 0, 0), (result.Approved, result.Signed, result.Before));
        Assert.Equal([own.Id, draft.Id], result.Refused.Select(one => one.Run.Id));
        Assert.Equal([1, 2, 3, 4], heard);
        var again = ApproveRuns.Execute(commune.Book, [here, own, draft, elsewhere], "duyet", [], acceptAll: true, "cả tỉnh");
        Assert.Equal((0, 0, 2, 2), (again.Approved, again.Signed, again.Before, again.Refused.Count));
        Assert.Equal(2, Count(commune, "payroll_step where step = 'approve'"));
        Assert.Empty(VerifyPayroll.Execute(commune.Book, full: false).Faults);
    }

    [DialectFact]
    public void Stopped_between_two_the_first_stands_and_the_rest_is_approved_later()
    {
        using var commune = new SmallCommune(dialect);
        PayrollRun[] runs = [Empty(commune, 0), Empty(commune, 1), Empty(commune, 2)];
        using var stop = new CancellationTokenSource();
        var result = ApproveRuns.Execute(commune.Book, runs, "duyet", [], acceptAll: false, "", _ => stop.Cancel(), stop.Token);
        Assert.Equal((1, 1), (result.Approved, result.Done));
        Assert.Equal(["approved", "checked", "checked"], States(commune));
        var rest = ApproveRuns.Execute(commune.Book, runs, "duyet", [], acceptAll: false, "");
        Assert.Equal((2, 1), (rest.Approved, rest.Before));
        Assert.Equal(["approved", "approved", "approved"], States(commune));
    }

    [DialectFact]
    public void Where_a_threshold_is_reached_two_people_go_through_the_list()
    {
        using var commune = new SmallCommune(dialect);
        Thresholds.Set(commune.Book, SmallCommune.Area, ThresholdKind.Amount, 1, "chu-tich", "QĐ 1");
        var run = CheckRun.Execute(commune.Book, commune.Draft(SmallCommune.June).Run.Id, "kiem").Run;
        var other = Empty(commune, 0);
        var first = ApproveRuns.Execute(commune.Book, [run, other], "duyet-1", [], acceptAll: true, "");
        Assert.Equal((1, 1), (first.Approved, first.Signed));
        Assert.Equal(2, ApproveRuns.Execute(commune.Book, [run, other], "duyet-1", [], acceptAll: true, "").Before);
        var second = ApproveRuns.Execute(commune.Book, [run, other], "duyet-2", [], acceptAll: true, "");
        Assert.Equal((1, 1), (second.Approved, second.Before));
    }

    /// <summary>A checked run of a commune that pays nobody.</summary>
    private static PayrollRun Empty(SmallCommune commune, int other, string checkedBy = "kiem")
    {
        var run = RunMonth.Execute(commune.Book, new RunRequest(Commune(other), SmallCommune.June, "lap")).Run;
        return CheckRun.Execute(commune.Book, run.Id, checkedBy).Run;
    }

    private static PlaceCode Commune(int other) =>
        PlaceDirectory.VietNam.CommunesOn(new DateOnly(2026, 5, 1)).Select(place => place.Code).Where(code => code != SmallCommune.Area).ElementAt(other);

    private static List<string> States(SmallCommune commune)
    {
        using var connection = commune.Book.Connect();
        return [.. connection.Query<string>("select state from payroll_run order by area")];
    }

    private static long Count(SmallCommune commune, string rows)
    {
        using var connection = commune.Book.Connect();
        return connection.ExecuteScalar<long>($"select count(*) from {rows}");
    }
}
